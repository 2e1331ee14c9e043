using System.Text;

namespace WebRtcNative.Tool.Calls;

/// <summary>Writes pictures into .y4m files of 30 pictures a second. A picture of another size begins another file.</summary>
internal sealed class Y4mWriter(string path) : IDisposable
{
    public const int Rate = 30;

    // After a longer gap the time of the file goes on as if there were none: gaps take space.
    private const int MostRepeats = 10 * Rate;

    private readonly List<string> _files = [];
    private FileStream? _file;
    private byte[] _picture = [];
    private (int Width, int Height) _size;
    private TimeSpan _start;
    private long _written;

    public IReadOnlyList<string> Files => _files;

    public long Count { get; private set; }

    /// <summary>Writes a picture at its time: repeats the one before, or leaves this one out.</summary>
    public void Write(VideoFrame frame)
    {
        var time = frame.Info.Timestamp;
        if (_file == null || _size != (frame.Width, frame.Height))
            Begin(frame.Width, frame.Height, time);
        var due = (long)Math.Round((time - _start).TotalSeconds * Rate);
        if (due < _written)
            return;
        if (due - _written > MostRepeats)
        {
            _start += TimeSpan.FromSeconds((due - _written) / (double)Rate);
            due = _written;
        }
        while (_written > 0 && _written < due)
            WriteLast();
        frame.CopyTo(_picture, VideoPixelFormat.I420);
        WriteLast();
        Count++;
    }

    public void Dispose() => _file?.Dispose();

    private void Begin(int width, int height, TimeSpan time)
    {
        _file?.Dispose();
        var name = _files.Count == 0 ? path : $"{path[..^".y4m".Length]}-{_files.Count + 1}.y4m";
        _file = File.Create(name);
        _files.Add(name);
        (_size, _start, _written) = ((width, height), time, 0);
        _picture = new byte[VideoFrame.GetByteCount(width, height, VideoPixelFormat.I420)];
        _file.Write(Encoding.ASCII.GetBytes($"YUV4MPEG2 W{width} H{height} F{Rate}:1 Ip A1:1 C420jpeg\n"));
    }

    private void WriteLast()
    {
        _file!.Write("FRAME\n"u8);
        _file.Write(_picture);
        _written++;
    }
}
