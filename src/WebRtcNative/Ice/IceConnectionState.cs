namespace WebRtcNative;

/// <summary>RTCIceConnectionState (WebRTC 1.0, section 4.3.4): progress of ICE over all transports of a connection.</summary>
public enum IceConnectionState
{
    /// <summary>No candidate pair is being checked.</summary>
    New = 0,

    /// <summary>Candidate pairs are being checked.</summary>
    Checking = 1,

    /// <summary>A usable pair was found, others are still being checked.</summary>
    Connected = 2,

    /// <summary>A usable pair was found and checking has ended.</summary>
    Completed = 3,

    /// <summary>Every candidate pair has failed its checks.</summary>
    Failed = 4,

    /// <summary>The pair in use does not answer.</summary>
    Disconnected = 5,

    /// <summary>The connection is closed.</summary>
    Closed = 6,
}
