namespace WebRtcNative;

/// <summary>RTCPeerConnectionIceErrorEvent (WebRTC 1.0, section 4.8.3): a STUN or TURN server could not be used.</summary>
public sealed record IceCandidateError
{
    /// <summary>The local address that was tried; may be empty.</summary>
    public string Address { get; init; } = string.Empty;

    /// <summary>The local port that was tried, 0 to 65535; 0 where it is not known.</summary>
    public int Port { get; init; }

    /// <summary>URL of the STUN or TURN server that could not be used.</summary>
    public required string Url { get; init; }

    /// <summary>STUN error code, 300 to 699 (RFC 8489, section 14.8), or 701 when the server was not reached.</summary>
    public required int ErrorCode { get; init; }

    /// <summary>The server's or the engine's reason, for people; may be empty.</summary>
    public string ErrorText { get; init; } = string.Empty;
}
