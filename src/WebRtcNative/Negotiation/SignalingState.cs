namespace WebRtcNative;

/// <summary>RTCSignalingState (WebRTC 1.0, section 4.3.1): how far the exchange of offer and answer is. The numbers are Godot's.</summary>
public enum SignalingState
{
    /// <summary>No offer and answer are being exchanged.</summary>
    Stable = 0,

    /// <summary>A local offer was applied.</summary>
    HaveLocalOffer = 1,

    /// <summary>A remote offer was applied.</summary>
    HaveRemoteOffer = 2,

    /// <summary>A remote offer and a local provisional answer were applied.</summary>
    HaveLocalPrAnswer = 3,

    /// <summary>A local offer and a remote provisional answer were applied.</summary>
    HaveRemotePrAnswer = 4,

    /// <summary>The connection is closed.</summary>
    Closed = 5,
}
