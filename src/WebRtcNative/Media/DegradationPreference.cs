namespace WebRtcNative;

/// <summary>RTCDegradationPreference (W3C MediaStreamTrack Content Hints, section 5): what a sender of pictures gives up first when bandwidth
/// or processor do not suffice.</summary>
public enum DegradationPreference
{
    /// <summary>maintain-framerate-and-resolution: neither frame rate nor resolution is reduced; frames are dropped.</summary>
    MaintainFramerateAndResolution = 0,

    /// <summary>maintain-framerate: the resolution is reduced.</summary>
    MaintainFramerate = 1,

    /// <summary>maintain-resolution: the frame rate is reduced.</summary>
    MaintainResolution = 2,

    /// <summary>balanced: frame rate and resolution are reduced, each a little.</summary>
    Balanced = 3,
}
