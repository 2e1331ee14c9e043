namespace WebRtcNative;

/// <summary>RTCOutboundRtpStreamStats (webrtc-stats, "outbound-rtp"): a stream that this side sends.</summary>
public sealed class OutboundRtpStats : SentRtpStreamStats
{
    internal OutboundRtpStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>The <see cref="RtpTransceiver.Mid"/> of the transceiver that sends the stream.</summary>
    public string? Mid => Text("mid");

    /// <summary>Id of the <see cref="AudioSourceStats"/> or <see cref="VideoSourceStats"/> of what is sent.</summary>
    public string? MediaSourceId => Text("mediaSourceId");

    /// <summary>Id of the <see cref="RemoteInboundRtpStats"/>: the same stream, as the remote peer counts it.</summary>
    public string? RemoteId => Text("remoteId");

    /// <summary>The <see cref="RtpEncoding.Rid"/> of the encoding; null where there is only one.</summary>
    public string? Rid => Text("rid");

    /// <summary>Index of the encoding among <see cref="RtpSendParameters.Encodings"/>, from 0.</summary>
    public int? EncodingIndex => UInt16("encodingIndex");

    /// <summary>Number of bytes of RTP headers and padding sent so far.</summary>
    public long? HeaderBytesSent => Count("headerBytesSent");

    /// <summary>Number of repeated packets sent so far.</summary>
    public long? RetransmittedPacketsSent => Count("retransmittedPacketsSent");

    /// <summary>Number of payload bytes in the repeated packets sent so far.</summary>
    public long? RetransmittedBytesSent => Count("retransmittedBytesSent");

    /// <summary>SSRC of the stream that repeats lost packets; null without one.</summary>
    public long? RtxSsrc => Count("rtxSsrc");

    /// <summary>Bit rate that the encoder aims at, in bits per second.</summary>
    public double? TargetBitrate => Real("targetBitrate");

    /// <summary>Sum of the sizes in bytes that the encoder aimed at, of all pictures so far.</summary>
    public long? TotalEncodedBytesTarget => Count("totalEncodedBytesTarget");

    /// <summary>Width of the last encoded picture in pixels.</summary>
    public long? FrameWidth => Count("frameWidth");

    /// <summary>Height of the last encoded picture in pixels.</summary>
    public long? FrameHeight => Count("frameHeight");

    /// <summary>Number of pictures sent in the last second.</summary>
    public double? FramesPerSecond => Real("framesPerSecond");

    /// <summary>Number of pictures sent so far.</summary>
    public long? FramesSent => Count("framesSent");

    /// <summary>Number of pictures sent so far whose size in bytes was at least 2.5 times the mean.</summary>
    public long? HugeFramesSent => Count("hugeFramesSent");

    /// <summary>Number of pictures encoded so far.</summary>
    public long? FramesEncoded => Count("framesEncoded");

    /// <summary>Number of key frames encoded so far.</summary>
    public long? KeyFramesEncoded => Count("keyFramesEncoded");

    /// <summary>Sum of the quantizers of all encoded pictures; the scale is the codec's (VP8: 0 to 127, low is sharp).</summary>
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

    /// <summary>Number of NACK packets received so far: the receiver asked for lost packets again.</summary>
    public long? NackCount => Count("nackCount");

    /// <summary>Number of FIR packets received so far: the receiver asked for a key frame (RFC 5104).</summary>
    public long? FirCount => Count("firCount");

    /// <summary>Number of PLI packets received so far: the receiver lost a picture and asked for a key frame (RFC 4585).</summary>
    public long? PliCount => Count("pliCount");

    /// <summary>Name of the codec's implementation that encodes the stream, such as "libvpx"; null where the engine does not say, as for
    /// sound.</summary>
    public string? EncoderImplementation => Text("encoderImplementation");

    /// <summary>Whether the engine counts the encoder as saving power, as hardware does.</summary>
    public bool? PowerEfficientEncoder => Flag("powerEfficientEncoder");

    /// <summary>Whether the encoding is sent, as <see cref="RtpEncoding.Active"/> was set.</summary>
    public bool? Active => Flag("active");

    /// <summary>Name of the layers that the encoder makes, such as "L1T2" (WebRTC-SVC, section 6).</summary>
    public string? ScalabilityMode => Text("scalabilityMode");

    /// <summary>Number of packets sent so far with the ECN marking ECT(1) (RFC 9331).</summary>
    public long? PacketsSentWithEct1 => Count("packetsSentWithEct1");
}
