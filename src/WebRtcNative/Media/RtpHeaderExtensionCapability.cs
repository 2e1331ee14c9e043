namespace WebRtcNative;

/// <summary>RTCRtpHeaderExtensionCapability (WebRTC 1.0, section 5.2.12; WebRTC Extensions, section 5): a header extension that can be
/// negotiated.</summary>
public sealed record RtpHeaderExtensionCapability
{
    /// <summary>uri: the extension's name, such as "urn:ietf:params:rtp-hdrext:sdes:mid".</summary>
    public required string Uri { get; init; }

    /// <summary>direction: the direction in which the extension is offered; <see cref="RtpTransceiverDirection.Stopped"/>: it is not.</summary>
    public RtpTransceiverDirection Direction { get; init; }
}
