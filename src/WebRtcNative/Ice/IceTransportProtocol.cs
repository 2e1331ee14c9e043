namespace WebRtcNative;

/// <summary>RTCIceProtocol (WebRTC 1.0, section 4.8.1.1): transport protocol of a candidate's packets.</summary>
public enum IceTransportProtocol
{
    /// <summary>"udp": the candidate takes UDP.</summary>
    Udp,

    /// <summary>"tcp": the candidate takes TCP (RFC 6544).</summary>
    Tcp,
}
