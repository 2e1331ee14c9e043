namespace WebRtcNative;

/// <summary>Options of an <see cref="AudioSource"/>. Values are checked when the source is made.</summary>
public sealed record AudioSourceOptions
{
    /// <summary>Number of samples a second of each channel, in Hz, 8,000 to 48,000. Default 48,000.</summary>
    public int SampleRate { get; init; } = 48_000;

    /// <summary>Number of channels of sound, 1 or 2. Default 1.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>Length of the sound that may wait to be sent, 20 ms to 10 minutes. Default 1 s.</summary>
    public TimeSpan BufferLimit { get; init; } = TimeSpan.FromSeconds(1);

    internal void Validate()
    {
        AudioReaderOptions.CheckFormat(SampleRate, Channels);
        if (BufferLimit < TimeSpan.FromMilliseconds(20) || BufferLimit > TimeSpan.FromMinutes(10))
            throw new ArgumentOutOfRangeException(nameof(BufferLimit), BufferLimit, "Must be within 20 ms and 10 minutes.");
    }
}
