namespace WebRtcNative;

/// <summary>RTCStatsIceCandidatePairState (webrtc-stats; RFC 8445, section 6.1.2.6): progress of a pair's check.</summary>
public enum IceCandidatePairState
{
    /// <summary>"frozen": waits for another pair of the same foundation.</summary>
    Frozen,

    /// <summary>"waiting": the check has not begun.</summary>
    Waiting,

    /// <summary>"in-progress": the check is under way.</summary>
    InProgress,

    /// <summary>"failed": no answer, or a bad one.</summary>
    Failed,

    /// <summary>"succeeded": the pair works.</summary>
    Succeeded,
}
