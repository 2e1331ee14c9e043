namespace WebRtcNative;

/// <summary>RTCRtpHeaderExtensionParameters (WebRTC 1.0, section 5.2.6): a header extension that was negotiated.</summary>
public sealed record RtpHeaderExtension
{
    /// <summary>uri: the extension's name, such as "urn:ietf:params:rtp-hdrext:sdes:mid".</summary>
    public required string Uri { get; init; }

    /// <summary>id: the extension's number in the packets' headers, 1 to 255.</summary>
    public required int Id { get; init; }

    /// <summary>encrypted: whether the extension is encrypted in the packets (RFC 6904).</summary>
    public bool Encrypted { get; init; }
}
