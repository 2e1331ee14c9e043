namespace WebRtcNative;

/// <summary>RTCPriorityType: how a channel or track stands to the others when they share what the network carries (WebRTC
/// Priority Control API, section 4.1).</summary>
public enum RtcPriority
{
    /// <summary>"very-low": the lowest of the four.</summary>
    VeryLow = 0,

    /// <summary>"low": the default.</summary>
    Low = 1,

    /// <summary>"medium": above low, below high.</summary>
    Medium = 2,

    /// <summary>"high": the highest of the four.</summary>
    High = 3,
}
