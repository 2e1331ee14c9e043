namespace WebRtcNative;

/// <summary>RTCIceCandidatePair (WebRTC 1.0, section 5.6.3): the local and the remote candidate that data goes between.</summary>
public sealed record IceCandidatePair
{
    /// <summary>local: the candidate of this side.</summary>
    public required IceCandidate Local { get; init; }

    /// <summary>remote: the candidate of the remote side.</summary>
    public required IceCandidate Remote { get; init; }
}
