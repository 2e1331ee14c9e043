namespace WebRtcNative;

/// <summary>RTCPriorityType (WebRTC Priority Control API, section 4.1).</summary>
public enum RtcPriority
{
    /// <summary>"very-low"</summary>
    VeryLow = 0,

    /// <summary>"low", the default</summary>
    Low = 1,

    /// <summary>"medium"</summary>
    Medium = 2,

    /// <summary>"high"</summary>
    High = 3,
}
