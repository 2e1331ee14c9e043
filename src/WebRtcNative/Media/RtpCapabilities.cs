namespace WebRtcNative;

/// <summary>RTCRtpCapabilities (WebRTC 1.0, section 5.2.10): what the engine can negotiate.</summary>
public sealed record RtpCapabilities
{
    /// <summary>codecs, in the engine's order of preference; among them "rtx", "red", "telephone-event" and the like.</summary>
    public required IReadOnlyList<RtpCodec> Codecs { get; init; }

    /// <summary>headerExtensions: the RTP header extensions that the engine knows.</summary>
    public required IReadOnlyList<RtpHeaderExtensionCapability> HeaderExtensions { get; init; }
}
