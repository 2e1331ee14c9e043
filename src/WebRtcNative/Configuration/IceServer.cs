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

    /// <summary>"stun:", "stuns:", "turn:" or "turns:" URLs (RFC 7064, RFC 7065) in upper or lower case; at least one.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>User name for a TURN server: 1 to 509 bytes of UTF-8. The W3C allows an empty one too, which the engine cannot use. Null
    /// for STUN.</summary>
    public string? Username { get; init; }

    /// <summary>Password for a TURN server, not empty; null for STUN.</summary>
    public string? Credential { get; init; }

    /// <summary>Whether a "turns:" server may show any TLS certificate, such as a self-signed one. Not in the W3C's API; meant for
    /// tests and closed networks, since an attacker on the way can then impersonate the server. DTLS still protects the data
    /// between the peers. Default false.</summary>
    public bool AcceptAnyCertificate { get; init; }

    /// <summary>Whether all values are equal, URL by URL.</summary>
    /// <param name="other">Another server, or null.</param>
    public bool Equals(IceServer? other) =>
        other != null && (Urls ?? []).SequenceEqual(other.Urls ?? []) && Username == other.Username && Credential == other.Credential
        && AcceptAnyCertificate == other.AcceptAnyCertificate;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Urls is [var first, ..] ? first : null, Username);

    /// <summary>The URLs and the user name; not the credential, since logs are read by many.</summary>
    public override string ToString() =>
        string.Join(", ", Urls ?? []) + (Username == null ? string.Empty : $" as {Username}");
}
