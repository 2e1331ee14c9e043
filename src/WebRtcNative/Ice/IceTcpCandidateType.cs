namespace WebRtcNative;

/// <summary>RTCIceTcpCandidateType (WebRTC 1.0, section 4.8.1.2; RFC 6544, section 4.5): the side that opens the TCP
/// connection.</summary>
public enum IceTcpCandidateType
{
    /// <summary>"active": this candidate opens the connection, and cannot be connected to.</summary>
    Active,

    /// <summary>"passive": the other candidate opens the connection to this one.</summary>
    Passive,

    /// <summary>"so", simultaneous open: both candidates open the connection at the same time.</summary>
    So,
}
