namespace WebRtcNative.Tool.Calls;

/// <summary>The loudness of sound since it was last asked for.</summary>
internal sealed class SoundMeter
{
    private readonly Lock _lock = new();
    private double _squares;
    private long _samples;

    public void Add(ReadOnlySpan<short> samples)
    {
        var squares = 0.0;
        foreach (var sample in samples)
            squares += (double)sample * sample;
        lock (_lock)
        {
            _squares += squares;
            _samples += samples.Length;
        }
    }

    /// <summary>In dB below full scale, such as "-15.1 dB"; "none" without samples.</summary>
    public string Take()
    {
        lock (_lock)
        {
            var level = _samples == 0 ? "none"
                : _squares == 0 ? "silence"
                : $"{10 * Math.Log10(_squares / _samples / ((double)short.MaxValue * short.MaxValue)):F1} dB";
            (_squares, _samples) = (0, 0);
            return level;
        }
    }
}
