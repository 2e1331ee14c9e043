namespace WebRtcNative;

/// <summary>Severity of a line in libwebrtc's log.</summary>
public enum EngineLogSeverity
{
    /// <summary>Every detail, nearly every packet.</summary>
    Verbose = 0,

    /// <summary>Normal events.</summary>
    Info = 1,

    /// <summary>Unexpected events without harm.</summary>
    Warning = 2,

    /// <summary>Failures.</summary>
    Error = 3,

    /// <summary>Nothing: the log is off.</summary>
    None = 4,
}
