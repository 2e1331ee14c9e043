namespace WebRtcNative.Tool;

/// <summary>The text that a command is about: of a file, or of standard input.</summary>
internal static class InputText
{
    // A description of a thousand candidates has 100 KB; anything above this is another file.
    private const int Limit = 4 * 1024 * 1024;

    /// <param name="path">A file; null or the pipe for standard input.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<string> ReadAsync(string? path, CancellationToken cancellation)
    {
        var isFile = path is not (null or CommandLine.Pipe);
        if (isFile && Directory.Exists(path))
            throw ToolException.BadInput($"{path} is a folder.");
        if (!isFile && !Console.IsInputRedirected)
            await Console.Error.WriteLineAsync("Reading from the terminal; Ctrl+D ends the text.");
        await using var source = isFile ? File.OpenRead(path!) : Console.OpenStandardInput();
        using var reader = new StreamReader(source);
        var buffer = new char[Limit + 1];
        var length = await reader.ReadBlockAsync(buffer, cancellation);
        if (length > Limit)
            throw ToolException.BadInput($"{(isFile ? path : "The input")} has more than {Limit:N0} characters, so it is no description.");
        var text = new string(buffer, 0, length);
        return string.IsNullOrWhiteSpace(text) ? throw ToolException.BadInput($"{(isFile ? path : "The input")} is empty.") : text;
    }
}
