namespace WebRtcNative;

/// <summary>RTCIceCandidatePair (WebRTC 1.0, section 5.6.3): the two ends that data goes between.</summary>
/// <param name="Local">Candidate of this side.</param>
/// <param name="Remote">Candidate of the remote side.</param>
public sealed record IceCandidatePair(IceCandidate Local, IceCandidate Remote);
