using System.Runtime.InteropServices;
using System.Text;

namespace RecordToFile;

/// <summary>Writes a .wav file of 16-bit samples.</summary>
internal sealed class WavWriter : IDisposable
{
    private const int HeaderLength = 44;

    private readonly BinaryWriter _file;
    private readonly int _bytesPerSecond;
    private uint _bytes;

    public WavWriter(string path, int rate, int channels)
    {
        _file = new BinaryWriter(File.Create(path), Encoding.ASCII);
        _bytesPerSecond = rate * channels * sizeof(short);
        _file.Write("RIFF"u8);
        _file.Write(0); // see Dispose
        _file.Write("WAVEfmt "u8);
        _file.Write(16);
        _file.Write((short)1); // PCM
        _file.Write((short)channels);
        _file.Write(rate);
        _file.Write(_bytesPerSecond);
        _file.Write((short)(channels * sizeof(short)));
        _file.Write((short)16); // bits of a sample
        _file.Write("data"u8);
        _file.Write(0); // see Dispose
    }

    public TimeSpan Length => TimeSpan.FromSeconds((double)_bytes / _bytesPerSecond);

    public void Write(ReadOnlySpan<short> samples)
    {
        _file.Write(MemoryMarshal.AsBytes(samples));
        _bytes += (uint)(samples.Length * sizeof(short));
    }

    public void Dispose()
    {
        _file.Seek(4, SeekOrigin.Begin);
        _file.Write(HeaderLength - 8 + _bytes);
        _file.Seek(HeaderLength - 4, SeekOrigin.Begin);
        _file.Write(_bytes);
        _file.Dispose();
    }
}
