namespace WebRtcNative;

/// <summary>RTCIceServerTransportProtocol (WebRTC 1.0, section 4.8.1.4): transport protocol between this side and a TURN
/// server.</summary>
public enum IceServerTransportProtocol
{
    /// <summary>"udp": the server is reached by UDP.</summary>
    Udp,

    /// <summary>"tcp": the server is reached by TCP.</summary>
    Tcp,

    /// <summary>"tls": the server is reached by TLS over TCP.</summary>
    Tls,
}
