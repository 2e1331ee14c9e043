namespace WebRtcNative;

/// <summary>RTCSessionDescription (WebRTC 1.0, section 4.6.2).</summary>
/// <param name="Type">What the description is for.</param>
/// <param name="Sdp">The SDP (RFC 8866); empty for a rollback.</param>
public sealed record SessionDescription(SdpType Type, string Sdp);
