namespace WebRtcNative;

/// <summary>RTCIceCandidateType (WebRTC 1.0, section 4.8.1.3; RFC 8445, section 5.1.1): where the address of a candidate comes
/// from.</summary>
public enum IceCandidateType
{
    /// <summary>"host": an address of the machine itself.</summary>
    Host,

    /// <summary>"srflx", server reflexive: the address that a STUN server saw.</summary>
    Srflx,

    /// <summary>"prflx", peer reflexive: the address that the other peer saw in a connectivity check.</summary>
    Prflx,

    /// <summary>"relay": an address of a TURN server, which forwards packets that arrive there.</summary>
    Relay,
}
