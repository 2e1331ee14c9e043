namespace WebRtcNative;

/// <summary>RTCIceTransportState (WebRTC 1.0, section 5.6.4): progress of ICE on one transport. The numbers are those of
/// <see cref="IceConnectionState"/>.</summary>
public enum IceTransportState
{
    /// <summary>Candidates are being gathered, or remote candidates are awaited; no pair is being checked.</summary>
    New = IceConnectionState.New,

    /// <summary>Candidate pairs are being checked, and none works yet.</summary>
    Checking = IceConnectionState.Checking,

    /// <summary>A usable pair was found, others are still being checked.</summary>
    Connected = IceConnectionState.Connected,

    /// <summary>A usable pair was found and checking has ended.</summary>
    Completed = IceConnectionState.Completed,

    /// <summary>The pair in use does not answer. ICE may find that it answers again, or another pair.</summary>
    Disconnected = IceConnectionState.Disconnected,

    /// <summary>No pair works. An ICE restart begins anew.</summary>
    Failed = IceConnectionState.Failed,

    /// <summary>The connection is closed.</summary>
    Closed = IceConnectionState.Closed,
}
