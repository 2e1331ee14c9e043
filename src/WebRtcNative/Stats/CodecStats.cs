namespace WebRtcNative;

/// <summary>RTCCodecStats (webrtc-stats, "codec"): a codec that streams of RTP use now.</summary>
public sealed class CodecStats : RtcStats
{
    internal CodecStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Payload type: the codec's number in RTP packets, 0 to 127.</summary>
    public int? PayloadType => UInt16("payloadType");

    /// <summary>Id of the <see cref="TransportStats"/> of the streams that use the codec.</summary>
    public string? TransportId => Text("transportId");

    /// <summary>Media type and subtype, such as "audio/opus".</summary>
    public string? MimeType => Text("mimeType");

    /// <summary>Ticks a second of the codec's RTP time stamps, in Hz.</summary>
    public long? ClockRate => Count("clockRate");

    /// <summary>Number of channels of sound; null for pictures.</summary>
    public int? Channels => UInt16("channels");

    /// <summary>The codec's parameters, as in its line "a=fmtp" of the description; null without one.</summary>
    public string? SdpFmtpLine => Text("sdpFmtpLine");
}
