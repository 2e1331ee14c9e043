namespace WebRtcNative;

/// <summary>RTCOfferOptions (WebRTC 1.0, section 4.3.1): what an offer contains.</summary>
public sealed record OfferOptions
{
    /// <summary>Whether the offer has new ICE credentials, for a connection whose network has changed. Default false.</summary>
    public bool IceRestart { get; init; }
}
