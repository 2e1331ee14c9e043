using System.Buffers.Binary;
using System.Text;
using WebRtcNative;

namespace FileToBrowser;

/// <summary>Reads an .ivf file: a header of 32 bytes, then frames with their length and time in front.</summary>
internal sealed class IvfReader : IDisposable
{
    private const int HeaderLength = 32, FrameHeaderLength = 12;
    private static readonly string[] s_names = ["VP80", "VP90", "AV01"]; // by VideoCodec

    private readonly FileStream _file;
    private readonly double _tick; // seconds
    private byte[] _buffer = [];

    /// <exception cref="InvalidDataException">The file is no .ivf file that can be played.</exception>
    public IvfReader(string path)
    {
        _file = File.OpenRead(path);
        var header = new byte[HeaderLength];
        _file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        Codec = (VideoCodec)Array.IndexOf(s_names, Encoding.ASCII.GetString(header, 8, 4));
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(16));
        _tick = (double)BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(20)) / rate;
        if (header.AsSpan().StartsWith("DKIF"u8) && Codec >= 0 && rate > 0 && TryRead() && IsKeyFrame)
        {
            Rewind();
            return;
        }
        _file.Dispose();
        throw new InvalidDataException($"{path} is no .ivf file of VP8, VP9 or AV1 that begins with a key frame.");
    }

    public VideoCodec Codec { get; }

    /// <summary>The frame that was read last.</summary>
    public ReadOnlyMemory<byte> Frame { get; private set; }

    /// <summary>When to show <see cref="Frame"/>.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>Whether <see cref="Frame"/> can be decoded without those before it.</summary>
    public bool IsKeyFrame => Frame.Span is { Length: > 2 } frame && Codec switch
    {
        VideoCodec.Vp8 => (frame[0] & 1) == 0, // RFC 6386, section 9.1
        VideoCodec.Vp9 => (frame[0] & (frame[0] >> 4 == 0xb ? 6 : 12)) == 0, // profile 3 has a bit more in front
        _ => (frame[frame[0] >> 3 == 2 ? 2 : 0] >> 3) == 1, // a sequence header, perhaps behind a temporal delimiter
    };

    /// <summary>Reads the next frame; false at the end.</summary>
    public bool TryRead()
    {
        Span<byte> header = stackalloc byte[FrameHeaderLength];
        if (_file.ReadAtLeast(header, FrameHeaderLength, throwOnEndOfStream: false) < FrameHeaderLength)
            return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length <= 0 || length > _file.Length - _file.Position)
            return false; // the file was cut off
        if (_buffer.Length < length)
            _buffer = new byte[length];
        _file.ReadExactly(_buffer, 0, length);
        Frame = _buffer.AsMemory(0, length);
        Time = TimeSpan.FromSeconds(BinaryPrimitives.ReadInt64LittleEndian(header[4..]) * _tick);
        return true;
    }

    /// <summary>The first frame is the next.</summary>
    public void Rewind() => _file.Position = HeaderLength;

    public void Dispose() => _file.Dispose();
}
