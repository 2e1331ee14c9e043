namespace WebRtcNative;

/// <summary>A line of libwebrtc's log.</summary>
public sealed record EngineLogLine
{
    /// <summary>Severity of the line.</summary>
    public required EngineLogSeverity Severity { get; init; }

    /// <summary>The line, with source file and number.</summary>
    public required string Message { get; init; }

    /// <summary>How many lines were dropped before this one, because they were not raised in time.</summary>
    public int DroppedBefore { get; init; }
}
