using System.Globalization;
using System.Text;

namespace WebRtcNative.Tool.Calls;

/// <summary>Reads a .y4m file with 4:2:0 chroma and eight bits.</summary>
internal sealed class Y4mReader : IDisposable
{
    private const int MaxLine = 1000;

    private readonly string _path;
    private readonly FileStream _file;

    public Y4mReader(string path)
    {
        (_path, _file) = (path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1024 * 1024));
        try
        {
            var words = (Line() ?? "").Split(' ');
            if (words[0] != "YUV4MPEG2")
                throw Wrong("it does not begin as a .y4m file");
            var chroma = Word(words, 'C') ?? "420jpeg";
            if (!chroma.StartsWith("420", StringComparison.Ordinal) || chroma.StartsWith("420p", StringComparison.Ordinal) && chroma != "420paldv")
                throw Wrong($"its pixels are C{chroma}, and must be C420 with eight bits");
            (Width, Height) = (Size(words, 'W'), Size(words, 'H'));
            var rate = (Word(words, 'F') ?? "30:1").Split(':').Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var n) ? n : 0).ToArray();
            if (rate is not [> 0, > 0] || rate[0] / (double)rate[1] is not (>= 0.1 and <= 240))
                throw Wrong($"it has no rate of 0.1 to 240 pictures a second");
            Period = TimeSpan.FromSeconds(rate[1] / (double)rate[0]);
            Picture = new byte[VideoFrame.GetByteCount(Width, Height, VideoPixelFormat.I420)];
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public int Width { get; }

    public int Height { get; }

    public TimeSpan Period { get; }

    /// <summary>The picture that <see cref="Read"/> has read, in I420.</summary>
    public byte[] Picture { get; }

    /// <summary>False at the end.</summary>
    public bool Read()
    {
        if (Line() is not { } line)
            return false;
        if (line.Split(' ')[0] != "FRAME" || _file.ReadAtLeast(Picture, Picture.Length, throwOnEndOfStream: false) < Picture.Length)
            throw Wrong("it is cut short");
        return true;
    }

    public void Dispose() => _file.Dispose();

    private static string? Word(string[] words, char key) => words.Skip(1).FirstOrDefault(word => word.StartsWith(key))?[1..];

    private int Size(string[] words, char key) =>
        int.TryParse(Word(words, key), CultureInfo.InvariantCulture, out var size) && size is >= 2 and <= 8192 && size % 2 == 0
            ? size : throw Wrong("its width and height must be even, 2 to 8192");

    // Null at the end of the file.
    private string? Line()
    {
        var line = new StringBuilder();
        for (var next = _file.ReadByte(); next != '\n'; next = _file.ReadByte())
        {
            if (next < 0)
                return line.Length == 0 ? null : throw Wrong("it is cut short");
            if (line.Length == MaxLine)
                throw Wrong("it does not begin as a .y4m file");
            line.Append((char)next);
        }
        return line.ToString();
    }

    private ToolException Wrong(string why) => ToolException.BadInput($"{_path} cannot be played: {why}.");
}
