namespace WebRtcNative;

/// <summary>Options of libwebrtc's RTC event log of a connection. Values are checked when the log is started.</summary>
public sealed record RtcEventLogOptions
{
    /// <summary>Interval at which the collected bytes are written, 1 ms to 60 s. Default 1 s.</summary>
    public TimeSpan OutputPeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Size in bytes after which the log ends by itself; at least 1. Default 64 MiB.</summary>
    public long Limit { get; init; } = 64 * 1024 * 1024;

    internal void Validate()
    {
        if (OutputPeriod < TimeSpan.FromMilliseconds(1) || OutputPeriod > TimeSpan.FromSeconds(60))
            throw new ArgumentOutOfRangeException(nameof(OutputPeriod), OutputPeriod, "Must be within 1 ms and 60 s.");
        if (Limit < 1)
            throw new ArgumentOutOfRangeException(nameof(Limit), Limit, "Must be at least 1.");
    }
}
