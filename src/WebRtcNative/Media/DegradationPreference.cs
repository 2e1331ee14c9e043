namespace WebRtcNative;

/// <summary>RTCDegradationPreference (W3C MediaStreamTrack Content Hints, section 5): what a sender of pictures gives up first when bandwidth
/// or processor do not suffice.</summary>
public enum DegradationPreference
{
    /// <summary>maintain-framerate-and-resolution: neither; frames are dropped.</summary>
    MaintainFramerateAndResolution = 0,

    /// <summary>maintain-framerate: resolution.</summary>
    MaintainFramerate = 1,

    /// <summary>maintain-resolution: frame rate.</summary>
    MaintainResolution = 2,

    /// <summary>balanced: some of both.</summary>
    Balanced = 3,
}
