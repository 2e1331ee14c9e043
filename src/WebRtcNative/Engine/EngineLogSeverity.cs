namespace WebRtcNative;

/// <summary>Severity of a line in libwebrtc's log.</summary>
public enum EngineLogSeverity
{
    /// <summary>Everything, packets nearly one by one.</summary>
    Verbose = 0,

    /// <summary>What happens.</summary>
    Info = 1,

    /// <summary>What should not happen, but can be lived with.</summary>
    Warning = 2,

    /// <summary>What fails.</summary>
    Error = 3,

    /// <summary>Nothing: the log is off.</summary>
    None = 4,
}
