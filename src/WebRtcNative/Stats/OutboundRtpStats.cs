namespace WebRtcNative;

/// <summary>RTCOutboundRtpStreamStats (webrtc-stats, "outbound-rtp"): a stream that this side sends.</summary>
public sealed class OutboundRtpStats : SentRtpStreamStats
{
    internal OutboundRtpStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Mid of the transceiver.</summary>
    public string? Mid => Text("mid");

    /// <summary>Id of the <see cref="AudioSourceStats"/> or <see cref="VideoSourceStats"/> of what is sent.</summary>
    public string? MediaSourceId => Text("mediaSourceId");

    /// <summary>Id of the <see cref="RemoteInboundRtpStats"/>: the same stream, as the remote peer counts it.</summary>
    public string? RemoteId => Text("remoteId");

    /// <summary>Rid of the encoding.</summary>
    public string? Rid => Text("rid");

    /// <summary>Index of the encoding among <see cref="RtpSendParameters.Encodings"/>.</summary>
    public int? EncodingIndex => UInt16("encodingIndex");

    /// <summary>Bytes of headers and padding sent.</summary>
    public long? HeaderBytesSent => Count("headerBytesSent");

    /// <summary>Repeated packets sent.</summary>
    public long? RetransmittedPacketsSent => Count("retransmittedPacketsSent");

    /// <summary>Repeated payload bytes sent.</summary>
    public long? RetransmittedBytesSent => Count("retransmittedBytesSent");

    /// <summary>SSRC of the stream that repeats lost packets.</summary>
    public long? RtxSsrc => Count("rtxSsrc");

    /// <summary>Bit rate that the encoder aims at, in bits per second.</summary>
    public double? TargetBitrate => Real("targetBitrate");

    /// <summary>Sum of the sizes, in bytes, that the encoder aimed at.</summary>
    public long? TotalEncodedBytesTarget => Count("totalEncodedBytesTarget");

    /// <summary>Width of the last picture in pixels.</summary>
    public long? FrameWidth => Count("frameWidth");

    /// <summary>Height of the last picture in pixels.</summary>
    public long? FrameHeight => Count("frameHeight");

    /// <summary>Pictures sent in the last second.</summary>
    public double? FramesPerSecond => Real("framesPerSecond");

    /// <summary>Pictures sent.</summary>
    public long? FramesSent => Count("framesSent");

    /// <summary>Pictures sent whose size was at least 2.5 times the mean.</summary>
    public long? HugeFramesSent => Count("hugeFramesSent");

    /// <summary>Pictures encoded.</summary>
    public long? FramesEncoded => Count("framesEncoded");

    /// <summary>Key frames encoded.</summary>
    public long? KeyFramesEncoded => Count("keyFramesEncoded");

    /// <summary>Sum of the quantizers of all pictures; the scale is the codec's (VP8: 0 to 127).</summary>
    public long? QpSum => Count("qpSum");

    /// <summary>Time spent in encoding, of all pictures together.</summary>
    public TimeSpan? TotalEncodeTime => Seconds("totalEncodeTime");

    /// <summary>Sum of the times that packets waited in the pacer.</summary>
    public TimeSpan? TotalPacketSendDelay => Seconds("totalPacketSendDelay");

    /// <summary>What limits resolution or frame rate now; null if the engine does not say.</summary>
    public QualityLimitationReason? QualityLimitationReason => Text("qualityLimitationReason") switch
    {
        "none" => WebRtcNative.QualityLimitationReason.None,
        "cpu" => WebRtcNative.QualityLimitationReason.Cpu,
        "bandwidth" => WebRtcNative.QualityLimitationReason.Bandwidth,
        "other" => WebRtcNative.QualityLimitationReason.Other,
        _ => null,
    };

    /// <summary>How often the resolution was changed because the quality was limited (<see cref="QualityLimitationReason"/>).</summary>
    public long? QualityLimitationResolutionChanges => Count("qualityLimitationResolutionChanges");

    /// <summary>NACK packets received: the receiver asked for lost packets again.</summary>
    public long? NackCount => Count("nackCount");

    /// <summary>FIR packets received: the receiver asked for a key frame (RFC 5104).</summary>
    public long? FirCount => Count("firCount");

    /// <summary>PLI packets received: the receiver lost a picture and asked for a key frame (RFC 4585).</summary>
    public long? PliCount => Count("pliCount");

    /// <summary>Name of the encoder.</summary>
    public string? EncoderImplementation => Text("encoderImplementation");

    /// <summary>Whether the encoder saves power.</summary>
    public bool? PowerEfficientEncoder => Flag("powerEfficientEncoder");

    /// <summary>Whether the encoding is sent.</summary>
    public bool? Active => Flag("active");

    /// <summary>Layers that the encoder makes, such as "L1T2" (WebRTC-SVC, section 6).</summary>
    public string? ScalabilityMode => Text("scalabilityMode");

    /// <summary>Packets sent with the ECN marking ECT(1) (RFC 9331).</summary>
    public long? PacketsSentWithEct1 => Count("packetsSentWithEct1");
}
