namespace WebRtcNative;

/// <summary>RTCIceRole (WebRTC 1.0, section 5.6.5; RFC 8445, section 6.1.1): the side that selects the candidate pair.</summary>
public enum IceRole
{
    /// <summary>"unknown": not determined yet.</summary>
    Unknown,

    /// <summary>"controlling": this side.</summary>
    Controlling,

    /// <summary>"controlled": the remote side.</summary>
    Controlled,
}
