namespace WebRtcNative.Godot;

/// <summary>MultiplayerPeer.ConnectionStatus: whether a session is connected.</summary>
public enum WebRtcConnectionStatus
{
    /// <summary>CONNECTION_DISCONNECTED: closed, or a client that has lost its server or could not connect to it.</summary>
    Disconnected = 0,

    /// <summary>CONNECTION_CONNECTING: a client whose server is not connected yet.</summary>
    Connecting = 1,

    /// <summary>CONNECTION_CONNECTED: a client whose server is connected; a server or a mesh, with peers or without.</summary>
    Connected = 2,
}
