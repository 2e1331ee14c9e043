namespace WebRtcNative;

/// <summary>RTCPeerConnectionIceErrorEvent (WebRTC 1.0, section 4.8.3): a STUN or TURN server could not be used.</summary>
/// <param name="Address">The local address that was tried; may be empty.</param>
/// <param name="Port">The local port that was tried.</param>
/// <param name="Url">URL of the server.</param>
/// <param name="ErrorCode">STUN error code, 701 when the server was not reached.</param>
/// <param name="ErrorText">Reason phrase.</param>
public sealed record IceCandidateError(string Address, int Port, string Url, int ErrorCode, string ErrorText);
