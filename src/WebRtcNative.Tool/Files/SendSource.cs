namespace WebRtcNative.Tool.Files;

/// <summary>A file or a pipe to send.</summary>
internal sealed class SendSource : IDisposable
{
    private SendSource(string name, Stream content)
    {
        (Name, Content) = (name, content);
        CanSeek = content.CanSeek;
        Size = CanSeek ? content.Length : null;
    }

    /// <summary>Without a folder.</summary>
    public string Name { get; }

    public Stream Content { get; }

    public bool CanSeek { get; }

    /// <summary>Null for a pipe.</summary>
    public long? Size { get; }

    /// <param name="path">A file, or the pipe for standard input.</param>
    /// <param name="pipeName">The name of what comes from standard input.</param>
    public static SendSource Open(string path, string pipeName)
    {
        if (path == CommandLine.Pipe)
            return new SendSource(pipeName, Console.OpenStandardInput());
        if (Directory.Exists(path))
            throw ToolException.BadInput($"{path} is a folder. Send it by: tar c \"{path}\" | webrtcnative send - --as folder.tar ...");
        try
        {
            return new SendSource(Path.GetFileName(path), new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1024 * 1024, useAsync: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw ToolException.BadInput(e.Message);
        }
    }

    public void Dispose() => Content.Dispose();
}
