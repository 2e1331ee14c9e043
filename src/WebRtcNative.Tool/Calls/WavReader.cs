using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace WebRtcNative.Tool.Calls;

/// <summary>Reads a .wav file of 16-bit samples, or of 32-bit floating point.</summary>
internal sealed class WavReader : IDisposable
{
    private const int Pcm = 1, Float = 3, Extensible = 0xFFFE;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly bool _isFloat;
    private long _left;

    public WavReader(string path)
    {
        (_path, _file) = (path, File.OpenRead(path));
        try
        {
            var riff = Take(12);
            if (!riff.AsSpan(0, 4).SequenceEqual("RIFF"u8) || !riff.AsSpan(8).SequenceEqual("WAVE"u8))
                throw Wrong("it does not begin as a .wav file");
            var format = Find("fmt "u8, 16);
            var kind = BinaryPrimitives.ReadUInt16LittleEndian(format);
            if (kind == Extensible && format.Length >= 26)
                kind = BinaryPrimitives.ReadUInt16LittleEndian(format.AsSpan(24));
            Channels = BinaryPrimitives.ReadUInt16LittleEndian(format.AsSpan(2));
            SampleRate = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(format.AsSpan(4)), int.MaxValue);
            var bits = BinaryPrimitives.ReadUInt16LittleEndian(format.AsSpan(14));
            _isFloat = kind == Float && bits == 32;
            if (!_isFloat && (kind != Pcm || bits != 16))
                throw Wrong($"its samples are of kind {kind} with {bits} bits, and must be 16-bit or 32-bit floating point");
            if (Channels is not (1 or 2) || SampleRate is not (>= 8000 and <= 48_000))
                throw Wrong($"it has {Channels} channels at {SampleRate} Hz, and must have 1 or 2 at 8,000 to 48,000 Hz");
            Find("data"u8, null);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public int Channels { get; }

    public int SampleRate { get; }

    /// <summary>Fills the span as far as the file goes, with samples from -1 to 1.</summary>
    /// <returns>0 at the end.</returns>
    public int Read(Span<float> samples)
    {
        var size = _isFloat ? 4 : 2;
        var bytes = new byte[(int)Math.Min((long)samples.Length * size, _left)];
        var count = _file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) / (size * Channels) * Channels;
        _left -= bytes.Length;
        if (_isFloat)
        {
            MemoryMarshal.Cast<byte, float>(bytes)[..count].CopyTo(samples);
            return count;
        }
        var shorts = MemoryMarshal.Cast<byte, short>(bytes);
        for (var i = 0; i < count; i++)
            samples[i] = shorts[i] / 32768f;
        return count;
    }

    public void Dispose() => _file.Dispose();

    // The content of a chunk; of the sound itself only its length.
    private byte[] Find(ReadOnlySpan<byte> name, int? least)
    {
        while (true)
        {
            var head = Take(8);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
            if (!head.AsSpan(0, 4).SequenceEqual(name))
            {
                _file.Position += length + (length & 1);
                continue;
            }
            if (least is not { } minimum)
            {
                _left = length;
                return [];
            }
            return length >= minimum && length < 1000 ? Take((int)(length + (length & 1))) : throw Wrong("its format is cut short");
        }
    }

    private byte[] Take(int count)
    {
        var bytes = new byte[count];
        return _file.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : throw Wrong("it is cut short");
    }

    private ToolException Wrong(string why) => ToolException.BadInput($"{_path} cannot be played: {why}.");
}
