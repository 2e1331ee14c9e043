namespace WebRtcNative;

/// <summary>Options of an <see cref="AudioReader"/>. Values are checked when the reader is made.</summary>
public sealed record AudioReaderOptions
{
    /// <summary>Number of samples a second of each channel, in Hz, 8,000 to 48,000. Default 48,000.</summary>
    public int SampleRate { get; init; } = 48_000;

    /// <summary>Number of channels of sound, 1 or 2. Default 1.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>Length of the sound that may wait to be read, 10 ms to 60 s; older sound is dropped and counted. Default 200 ms.</summary>
    public TimeSpan Buffer { get; init; } = TimeSpan.FromMilliseconds(200);

    internal static void CheckFormat(int sampleRate, int channels)
    {
        if (sampleRate is < 8_000 or > 48_000)
            throw new ArgumentOutOfRangeException(nameof(sampleRate), sampleRate, "Must be within 8,000 and 48,000 Hz.");
        if (channels is not (1 or 2))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "Must be 1 or 2.");
    }

    internal void Validate()
    {
        CheckFormat(SampleRate, Channels);
        if (Buffer < TimeSpan.FromMilliseconds(10) || Buffer > TimeSpan.FromSeconds(60))
            throw new ArgumentOutOfRangeException(nameof(Buffer), Buffer, "Must be within 10 ms and 60 s.");
    }
}
