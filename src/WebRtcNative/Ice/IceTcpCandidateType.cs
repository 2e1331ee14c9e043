namespace WebRtcNative;

/// <summary>RTCIceTcpCandidateType (WebRTC 1.0, section 4.8.1.2; RFC 6544, section 4.5): the side that opens the TCP
/// connection.</summary>
public enum IceTcpCandidateType
{
    /// <summary>"active": it connects, and cannot be connected to.</summary>
    Active,

    /// <summary>"passive": it is connected to.</summary>
    Passive,

    /// <summary>"so", simultaneous open: both connect at the same time.</summary>
    So,
}
