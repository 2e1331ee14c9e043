namespace WebRtcNative.Tool.Files;

/// <summary>A file or a pipe to send. A file is opened when it is sent: a folder may have more files than a process descriptors.</summary>
internal sealed class SendSource : IDisposable
{
    private const int BufferSize = 1024 * 1024;

    private readonly string? _path; // null for standard input
    private Stream? _content;

    private SendSource(string? path, string name, string? folder) => (_path, Name, Folder) = (path, name, folder);

    /// <summary>Without a folder.</summary>
    public string Name { get; }

    /// <summary>The name of the folder that is sent and of those in it, with slashes; null for a file by itself.</summary>
    public string? Folder { get; }

    /// <summary>For people.</summary>
    public string Shown => Folder == null ? Name : $"{Folder}/{Name}";

    public Stream Content => _content ??= _path == null ? Console.OpenStandardInput() : OpenFile(_path);

    public bool CanSeek => _path == null ? Content.CanSeek : File.Exists(_path) && Content.CanSeek;

    /// <summary>Null for a pipe.</summary>
    public long? Size => CanSeek ? Content.Length : null;

    /// <param name="path">A file or folder, or the pipe for standard input.</param>
    /// <param name="pipeName">The name of what comes from standard input.</param>
    /// <returns>The files of a folder in the order of their names.</returns>
    /// <exception cref="ToolException">There is no such file, or it cannot be read.</exception>
    public static IEnumerable<SendSource> Open(string path, string pipeName)
    {
        if (path == CommandLine.Pipe)
            return [new SendSource(null, pipeName, null)];
        try
        {
            if (Directory.Exists(path))
                return OpenFolder(Path.GetFullPath(path));
            OpenFile(path).Dispose(); // a wrong name is told before the other side is asked
            return [new SendSource(path, Path.GetFileName(path), null)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw ToolException.BadInput(e.Message);
        }
    }

    /// <summary>Closes the file. It is opened again if it is sent again.</summary>
    public void Dispose()
    {
        if (_path == null)
            return; // what was read of a pipe does not come again
        _content?.Dispose();
        _content = null;
    }

    private static List<SendSource> OpenFolder(string folder)
    {
        // Links are left out: they may lead out of the folder, or around in a circle.
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
        var files = Directory.EnumerateFiles(folder, "*", options).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            throw ToolException.BadInput($"{folder} has no files.");
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        return [.. files.Select(file => new SendSource(file, Path.GetFileName(file), FolderOf(file)))];

        string FolderOf(string file)
        {
            var inside = Path.GetRelativePath(folder, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '/');
            return (inside, name) switch
            {
                (".", "") => "files", // of the root of a disk
                (".", _) => name,
                (_, "") => inside,
                _ => $"{name}/{inside}",
            };
        }
    }

    private static FileStream OpenFile(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, useAsync: false);
}
