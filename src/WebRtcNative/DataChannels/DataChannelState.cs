namespace WebRtcNative;

/// <summary>RTCDataChannelState (WebRTC 1.0, section 6.2): whether a channel can send.</summary>
public enum DataChannelState
{
    /// <summary>The transport is not connected yet.</summary>
    Connecting = 0,

    /// <summary>Messages can be sent.</summary>
    Open = 1,

    /// <summary>The closing procedure is under way.</summary>
    Closing = 2,

    /// <summary>The channel is closed, or could not be opened. Messages that arrived before can still be received.</summary>
    Closed = 3,
}
