namespace WebRtcNative;

/// <summary>RTCDtlsRole (webrtc-stats): the side that begins the DTLS handshake.</summary>
public enum DtlsRole
{
    /// <summary>"unknown": not negotiated yet.</summary>
    Unknown,

    /// <summary>"client": this side.</summary>
    Client,

    /// <summary>"server": the remote side.</summary>
    Server,
}
