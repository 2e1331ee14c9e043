namespace WebRtcNative;

/// <summary>RTCRtpCodec and RTCRtpCodecParameters (WebRTC 1.0, sections 5.2.8 and 5.2.9): a codec, with its rate and parameters.</summary>
public sealed record RtpCodec
{
    /// <summary>mimeType, such as "audio/opus".</summary>
    public required string MimeType { get; init; }

    /// <summary>clockRate: ticks a second of the codec's RTP time stamps, in Hz.</summary>
    public required int ClockRate { get; init; }

    /// <summary>channels: number of channels of sound; null where the description does not say, as for pictures.</summary>
    public int? Channels { get; init; }

    /// <summary>sdpFmtpLine: the parameters of the "a=fmtp" line; null for none.</summary>
    public string? SdpFmtpLine { get; init; }

    /// <summary>payloadType: the codec's number in RTP packets, 0 to 127; null in capabilities.</summary>
    public int? PayloadType { get; init; }
}
