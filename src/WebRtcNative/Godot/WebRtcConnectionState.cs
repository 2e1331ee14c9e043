namespace WebRtcNative.Godot;

/// <summary>WebRTCPeerConnection.ConnectionState: whether a connection is connected.</summary>
public enum WebRtcConnectionState
{
    /// <summary>STATE_NEW: data channels and an offer can be created.</summary>
    New = 0,

    /// <summary>STATE_CONNECTING: ICE is in progress, and no transport has failed.</summary>
    Connecting = 1,

    /// <summary>STATE_CONNECTED: all transports are connected.</summary>
    Connected = 2,

    /// <summary>STATE_DISCONNECTED: a transport is disconnected.</summary>
    Disconnected = 3,

    /// <summary>STATE_FAILED: a transport has failed.</summary>
    Failed = 4,

    /// <summary>STATE_CLOSED: closed, by <see cref="WebRtcPeerConnection.Close"/> for example.</summary>
    Closed = 5,
}
