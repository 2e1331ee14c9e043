namespace WebRtcNative.Tool.Files;

/// <summary>Where a received file goes: NAME.part until it is whole, so that half a file never looks like one.</summary>
internal sealed class ReceivePlace : IDisposable
{
    private const int MaxFolder = 2000;

    private readonly string? _path;
    private readonly bool _overwrite;

    private ReceivePlace(string? path, Stream content, bool overwrite, bool isWhole) =>
        (_path, Content, _overwrite, IsWhole) = (path, content, overwrite, isWhole);

    public Stream Content { get; }

    /// <summary>Whether the whole file may be there already.</summary>
    public bool IsWhole { get; }

    public bool CanResume => _path != null;

    /// <param name="folder">Null for standard output.</param>
    /// <param name="header">The name is of another machine: it may name a file in the folder, and nothing else.</param>
    /// <param name="overwrite">Whether another file of this name may go.</param>
    public static ReceivePlace Open(string? folder, FileMessage.Header header, bool overwrite)
    {
        if (folder == null)
            return new ReceivePlace(null, Console.OpenStandardOutput(), false, false);
        var path = Path.Combine([folder, .. SafeFolders(header.Folder), SafeName(header.Name)]);
        if (Directory.Exists(path))
            throw new ToolException(ExitCode.Failed, $"{path} is a folder here.");
        if (File.Exists(path) && new FileInfo(path).Length == header.Size)
            return new ReceivePlace(path, File.OpenRead(path), overwrite, true);
        if (File.Exists(path) && !overwrite)
            throw Exists(path);
        return new ReceivePlace(path, OpenPart(path), overwrite, false);
    }

    /// <summary>Begins anew in the same place: its bytes belong to another file.</summary>
    public ReceivePlace Anew()
    {
        Dispose();
        return IsWhole && !_overwrite ? throw Exists(_path!) : new ReceivePlace(_path, OpenPart(_path!), _overwrite, false);
    }

    /// <summary>Gives the file its name.</summary>
    public void Finish()
    {
        Content.Flush();
        Dispose();
        if (_path != null && !IsWhole)
            File.Move(PartOf(_path), _path, _overwrite);
    }

    public void Dispose() => Content.Dispose();

    private static FileStream OpenPart(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new FileStream(PartOf(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1024 * 1024);
        }
        catch (IOException e)
        {
            throw new ToolException(ExitCode.Failed, e.Message, e); // another process receives it
        }
    }

    private static string PartOf(string path) => $"{path}.part";

    private static ToolException Exists(string path) =>
        new(ExitCode.Failed, $"{path} exists already, and is another file. --overwrite replaces it.");

    private static IEnumerable<string> SafeFolders(string? folder) =>
        folder == null ? [] : folder.Length <= MaxFolder ? folder.Split('/').Select(SafeName).ToList()
            : throw new ToolException(ExitCode.Failed, $"The folder's name has more than {MaxFolder} characters.");

    private static string SafeName(string name)
    {
        var safe = name.Split('/', '\\')[^1];
        return safe is "" or "." or ".." || safe.Any(c => char.IsControl(c) || Path.GetInvalidFileNameChars().Contains(c)) || safe.Length > 240
            ? throw new ToolException(ExitCode.Failed, $"\"{Output.Clean(name)}\" is no file name.")
            : safe;
    }
}
