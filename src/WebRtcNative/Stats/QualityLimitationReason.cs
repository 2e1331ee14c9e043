namespace WebRtcNative;

/// <summary>RTCQualityLimitationReason (webrtc-stats): what limits the resolution or the frame rate of pictures that are sent.</summary>
public enum QualityLimitationReason
{
    /// <summary>"none": nothing limits the quality.</summary>
    None = 0,

    /// <summary>"cpu": the processor is too slow.</summary>
    Cpu = 1,

    /// <summary>"bandwidth": the network carries no more.</summary>
    Bandwidth = 2,

    /// <summary>"other": something else limits the quality.</summary>
    Other = 3,
}
