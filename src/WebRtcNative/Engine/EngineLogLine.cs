namespace WebRtcNative;

/// <summary>A line of libwebrtc's log, with its severity.</summary>
public sealed record EngineLogLine
{
    /// <summary>How serious the line is.</summary>
    public required EngineLogSeverity Severity { get; init; }

    /// <summary>The line, with source file and number.</summary>
    public required string Message { get; init; }

    /// <summary>Number of lines that were dropped before this one, because they were not raised in time.</summary>
    public int DroppedBefore { get; init; }
}
