namespace WebRtcNative;

/// <summary>RTCQualityLimitationReason (webrtc-stats): what limits the resolution or the frame rate of pictures that are sent.</summary>
public enum QualityLimitationReason
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The processor.</summary>
    Cpu = 1,

    /// <summary>The network.</summary>
    Bandwidth = 2,

    /// <summary>Something else.</summary>
    Other = 3,
}
