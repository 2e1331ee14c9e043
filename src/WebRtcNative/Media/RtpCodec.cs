namespace WebRtcNative;

/// <summary>RTCRtpCodec and RTCRtpCodecParameters (WebRTC 1.0, sections 5.2.8 and 5.2.9).</summary>
public sealed record RtpCodec
{
    /// <summary>mimeType, such as "audio/opus".</summary>
    public required string MimeType { get; init; }

    /// <summary>clockRate in Hz.</summary>
    public required int ClockRate { get; init; }

    /// <summary>channels; null where the description does not say, as for pictures.</summary>
    public int? Channels { get; init; }

    /// <summary>sdpFmtpLine: the parameters of the "a=fmtp" line; null for none.</summary>
    public string? SdpFmtpLine { get; init; }

    /// <summary>payloadType, 0 to 127; null in capabilities.</summary>
    public int? PayloadType { get; init; }
}
