namespace WebRtcNative;

/// <summary>RTCDtlsTransportState (WebRTC 1.0, section 5.5.1): progress of a DTLS handshake.</summary>
public enum DtlsTransportState
{
    /// <summary>DTLS has not begun.</summary>
    New = 0,

    /// <summary>The handshake is under way.</summary>
    Connecting = 1,

    /// <summary>The handshake is done, and the remote certificate matches the description.</summary>
    Connected = 2,

    /// <summary>The transport is closed, by either side.</summary>
    Closed = 3,

    /// <summary>The handshake failed, or the remote certificate does not match the description.</summary>
    Failed = 4,
}
