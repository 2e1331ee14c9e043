namespace WebRtcNative;

/// <summary>RTCPeerConnectionState (WebRTC 1.0, section 4.3.3): whether a connection is connected: ICE and DTLS of all transports
/// together.</summary>
public enum PeerConnectionState
{
    /// <summary>No transport has begun.</summary>
    New = 0,

    /// <summary>A transport is connecting and none has failed.</summary>
    Connecting = 1,

    /// <summary>All transports are connected.</summary>
    Connected = 2,

    /// <summary>A transport has lost its peer, perhaps for a moment.</summary>
    Disconnected = 3,

    /// <summary>A transport has failed, or <see cref="PeerConnectionOptions.ConnectTimeout"/> is over. An ICE restart, or a late answer or
    /// check of the peer, may revive the connection.</summary>
    Failed = 4,

    /// <summary>The connection was closed on this side.</summary>
    Closed = 5,
}
