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

    /// <summary>Id of the <see cref="AudioSourceStats"/> or <see cref="VideoSourceStats"/>.</summary>
    public string? MediaSourceId => Text("mediaSourceId");

    /// <summary>Id of the <see cref="RemoteInboundRtpStats"/>.</summary>
    public string? RemoteId => Text("remoteId");

    /// <summary>Rid of the encoding.</summary>
    public string? Rid => Text("rid");

    /// <summary>Index of the encoding.</summary>
    public int? EncodingIndex => UInt16("encodingIndex");

    /// <summary>Bytes of headers and padding sent.</summary>
    public long? HeaderBytesSent => Count("headerBytesSent");

    /// <summary>Repeated packets sent.</summary>
    public long? RetransmittedPacketsSent => Count("retransmittedPacketsSent");

    /// <summary>Repeated payload bytes sent.</summary>
    public long? RetransmittedBytesSent => Count("retransmittedBytesSent");

    /// <summary>SSRC of repeated packets.</summary>
    public long? RtxSsrc => Count("rtxSsrc");

    /// <summary>Bit rate that the encoder aims at, in bits per second.</summary>
    public double? TargetBitrate => Real("targetBitrate");

    /// <summary>Sum of the sizes that the encoder aimed at.</summary>
    public long? TotalEncodedBytesTarget => Count("totalEncodedBytesTarget");

    /// <summary>Width of the last picture in pixels.</summary>
    public long? FrameWidth => Count("frameWidth");

    /// <summary>Height of the last picture in pixels.</summary>
    public long? FrameHeight => Count("frameHeight");

    /// <summary>Pictures of the last second.</summary>
    public double? FramesPerSecond => Real("framesPerSecond");

    /// <summary>Pictures sent.</summary>
    public long? FramesSent => Count("framesSent");

    /// <summary>Pictures of at least 2.5 times the mean size.</summary>
    public long? HugeFramesSent => Count("hugeFramesSent");

    /// <summary>Pictures encoded.</summary>
    public long? FramesEncoded => Count("framesEncoded");

    /// <summary>Key frames encoded.</summary>
    public long? KeyFramesEncoded => Count("keyFramesEncoded");

    /// <summary>Sum of the quantizers of all pictures.</summary>
    public long? QpSum => Count("qpSum");

    /// <summary>Time spent in encoding.</summary>
    public TimeSpan? TotalEncodeTime => Seconds("totalEncodeTime");

    /// <summary>Sum of the times that packets waited in the pacer.</summary>
    public TimeSpan? TotalPacketSendDelay => Seconds("totalPacketSendDelay");

    /// <summary>What limits resolution or frame rate now.</summary>
    public QualityLimitationReason? QualityLimitationReason => Text("qualityLimitationReason") switch
    {
        "none" => WebRtcNative.QualityLimitationReason.None,
        "cpu" => WebRtcNative.QualityLimitationReason.Cpu,
        "bandwidth" => WebRtcNative.QualityLimitationReason.Bandwidth,
        "other" => WebRtcNative.QualityLimitationReason.Other,
        _ => null,
    };

    /// <summary>Changes of the resolution because of it.</summary>
    public long? QualityLimitationResolutionChanges => Count("qualityLimitationResolutionChanges");

    /// <summary>NACK packets received.</summary>
    public long? NackCount => Count("nackCount");

    /// <summary>FIR packets received.</summary>
    public long? FirCount => Count("firCount");

    /// <summary>PLI packets received.</summary>
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
