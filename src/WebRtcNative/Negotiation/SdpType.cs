namespace WebRtcNative;

/// <summary>RTCSdpType (WebRTC 1.0, section 4.6.1): the part that a description plays in a negotiation.</summary>
public enum SdpType
{
    /// <summary>"offer": what a side proposes.</summary>
    Offer = 0,

    /// <summary>"pranswer": a provisional answer, which another one may replace.</summary>
    PrAnswer = 1,

    /// <summary>"answer": what the other side accepts of an offer.</summary>
    Answer = 2,

    /// <summary>"rollback": back to the last stable state; carries no SDP.</summary>
    Rollback = 3,
}
