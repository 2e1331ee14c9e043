using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace WebRtcNative.Tool.Calls;

/// <summary>Writes 16-bit sound into a .wav file, whose header is completed at the end.</summary>
internal sealed class WavWriter : IDisposable
{
    private const int HeaderLength = 44;

    private readonly FileStream _file;
    private readonly int _sampleRate;
    private long _bytes;

    public WavWriter(string path, int sampleRate)
    {
        (_file, _sampleRate) = (File.Create(path), sampleRate);
        _file.Write(Header());
    }

    public TimeSpan Length => TimeSpan.FromSeconds(_bytes / 2.0 / _sampleRate);

    public void Write(ReadOnlySpan<short> samples)
    {
        var bytes = MemoryMarshal.AsBytes(samples);
        _file.Write(bytes);
        _bytes += bytes.Length;
    }

    public void Dispose()
    {
        _file.Position = 0;
        _file.Write(Header());
        _file.Dispose();
    }

    private byte[] Header()
    {
        var header = new byte[HeaderLength];
        var size = (uint)Math.Min(_bytes, uint.MaxValue - HeaderLength);
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), size + HeaderLength - 8);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(20), 1); // PCM
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(22), 1); // channels
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(24), (uint)_sampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(28), (uint)_sampleRate * 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(32), 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(34), 16);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(40), size);
        return header;
    }
}
