namespace WebRtcNative;

/// <summary>RTCIceCandidateInit (WebRTC 1.0, section 4.8.1).</summary>
/// <param name="Candidate">The candidate attribute ("candidate:..."); empty at the end of candidates.</param>
/// <param name="SdpMid">Identification tag of the media description that it belongs to.</param>
/// <param name="SdpMLineIndex">Index of the media description, from 0; used where <paramref name="SdpMid"/> is null.</param>
public sealed record IceCandidate(string Candidate, string? SdpMid, int? SdpMLineIndex);
