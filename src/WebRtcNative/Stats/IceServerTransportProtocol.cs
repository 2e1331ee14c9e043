namespace WebRtcNative;

/// <summary>RTCIceServerTransportProtocol (WebRTC 1.0, section 4.8.1.4): transport protocol between this side and a TURN
/// server.</summary>
public enum IceServerTransportProtocol
{
    /// <summary>"udp"</summary>
    Udp,

    /// <summary>"tcp"</summary>
    Tcp,

    /// <summary>"tls": TLS over TCP</summary>
    Tls,
}
