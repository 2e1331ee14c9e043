using System.Text;
using WebRtcNative;

namespace RecordToFile;

/// <summary>Writes an .ivf file: a header of 32 bytes, then frames with their length and time in front. BinaryWriter's numbers are little-endian, as
/// the format wants.</summary>
internal sealed class IvfWriter : IDisposable
{
    private const int CountPosition = 24, Rate = 90_000; // times in RTP's units
    private static readonly string[] s_names = ["VP80", "VP90", "AV01", "H264"]; // by VideoCodec

    private readonly BinaryWriter _file;

    public IvfWriter(string path, VideoCodec codec, int width, int height)
    {
        Codec = codec;
        _file = new BinaryWriter(File.Create(path), Encoding.ASCII);
        _file.Write("DKIF"u8);
        _file.Write((short)0); // version
        _file.Write((short)32); // the header's length
        _file.Write(Encoding.ASCII.GetBytes(s_names[(int)codec]));
        _file.Write((ushort)width);
        _file.Write((ushort)height);
        _file.Write(Rate);
        _file.Write(1);
        _file.Write(0L); // frames: see Dispose
    }

    public VideoCodec Codec { get; }

    /// <summary>Frames that were written.</summary>
    public int Count { get; private set; }

    public void Write(TimeSpan time, ReadOnlySpan<byte> frame)
    {
        // Players look for the temporal delimiter in front of each AV1 picture. RTP leaves it out.
        var lacksDelimiter = Codec == VideoCodec.Av1 && frame[0] >> 3 != 2;
        _file.Write(frame.Length + (lacksDelimiter ? 2 : 0));
        _file.Write((long)Math.Round(time.TotalSeconds * Rate));
        if (lacksDelimiter)
            _file.Write([0x12, 0]);
        _file.Write(frame);
        Count++;
    }

    public void Dispose()
    {
        _file.Seek(CountPosition, SeekOrigin.Begin);
        _file.Write(Count);
        _file.Dispose();
    }
}
