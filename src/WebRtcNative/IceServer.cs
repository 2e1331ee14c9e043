namespace WebRtcNative;

/// <summary>RTCIceServer (WebRTC 1.0, section 4.2.1): a STUN or TURN server.</summary>
public sealed record IceServer
{
    /// <summary>A server without URLs yet.</summary>
    public IceServer()
    {
    }

    /// <summary>A server with these URLs.</summary>
    /// <param name="urls">"stun:", "stuns:", "turn:" or "turns:" URLs (RFC 7064, RFC 7065).</param>
    public IceServer(params IReadOnlyList<string> urls) => Urls = urls;

    /// <summary>"stun:", "stuns:", "turn:" or "turns:" URLs (RFC 7064, RFC 7065); at least one.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>User name for a TURN server.</summary>
    public string? Username { get; init; }

    /// <summary>Password for a TURN server.</summary>
    public string? Credential { get; init; }
}
