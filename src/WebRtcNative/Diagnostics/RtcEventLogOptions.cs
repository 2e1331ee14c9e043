namespace WebRtcNative;

/// <summary>Options of the RTC event log.</summary>
public sealed record RtcEventLogOptions
{
    /// <summary>Interval of writing the collected bytes; 1 ms to 60 s. Default 1 s.</summary>
    public TimeSpan OutputPeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes after which the log ends by itself; at least 1. Default 64 MiB.</summary>
    public long Limit { get; init; } = 64 * 1024 * 1024;

    internal void Validate()
    {
        if (OutputPeriod < TimeSpan.FromMilliseconds(1) || OutputPeriod > TimeSpan.FromSeconds(60))
            throw new ArgumentOutOfRangeException(nameof(OutputPeriod), OutputPeriod, "Must be within 1 ms and 60 s.");
        if (Limit < 1)
            throw new ArgumentOutOfRangeException(nameof(Limit), Limit, "Must be at least 1.");
    }
}
