namespace WebRtcNative;

/// <summary>RTCSctpTransportState (WebRTC 1.0, section 6.1.2): state of the SCTP association that carries the data channels.</summary>
public enum SctpTransportState
{
    /// <summary>The association is not connected yet.</summary>
    Connecting = 0,

    /// <summary>The association is connected.</summary>
    Connected = 1,

    /// <summary>The association is closed, by either side.</summary>
    Closed = 2,
}
