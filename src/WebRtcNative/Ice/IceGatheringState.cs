namespace WebRtcNative;

/// <summary>RTCIceGatheringState (WebRTC 1.0, section 4.3.2): progress of the search for local candidates.</summary>
public enum IceGatheringState
{
    /// <summary>Gathering has not begun.</summary>
    New = 0,

    /// <summary>Candidates are being gathered.</summary>
    Gathering = 1,

    /// <summary>All candidates were gathered.</summary>
    Complete = 2,
}
