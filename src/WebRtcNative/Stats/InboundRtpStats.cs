namespace WebRtcNative;

/// <summary>RTCInboundRtpStreamStats (webrtc-stats, "inbound-rtp"): a stream that this side receives.</summary>
public sealed class InboundRtpStats : ReceivedRtpStreamStats
{
    internal InboundRtpStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Id of the receiver's track.</summary>
    public string? TrackIdentifier => Text("trackIdentifier");

    /// <summary>Mid of the transceiver.</summary>
    public string? Mid => Text("mid");

    /// <summary>Id of the <see cref="RemoteOutboundRtpStats"/>.</summary>
    public string? RemoteId => Text("remoteId");

    /// <summary>Pictures decoded.</summary>
    public long? FramesDecoded => Count("framesDecoded");

    /// <summary>Key frames decoded.</summary>
    public long? KeyFramesDecoded => Count("keyFramesDecoded");

    /// <summary>Pictures rendered.</summary>
    public long? FramesRendered => Count("framesRendered");

    /// <summary>Pictures dropped before or after decoding.</summary>
    public long? FramesDropped => Count("framesDropped");

    /// <summary>Width of the last picture in pixels.</summary>
    public long? FrameWidth => Count("frameWidth");

    /// <summary>Height of the last picture in pixels.</summary>
    public long? FrameHeight => Count("frameHeight");

    /// <summary>Pictures decoded in the last second.</summary>
    public double? FramesPerSecond => Real("framesPerSecond");

    /// <summary>Sum of the quantizers of all pictures; the scale is the codec's (VP8: 0 to 127).</summary>
    public long? QpSum => Count("qpSum");

    /// <summary>Time spent in decoding, of all pictures together.</summary>
    public TimeSpan? TotalDecodeTime => Seconds("totalDecodeTime");

    /// <summary>Sum of the times between pictures.</summary>
    public TimeSpan? TotalInterFrameDelay => Seconds("totalInterFrameDelay");

    /// <summary>Sum of the squared times between pictures, in s²; with <see cref="TotalInterFrameDelay"/> it gives their
    /// variance.</summary>
    public double? TotalSquaredInterFrameDelay => Real("totalSquaredInterFrameDelay");

    /// <summary>Times that no picture was shown for more than 5 s.</summary>
    public long? PauseCount => Count("pauseCount");

    /// <summary>Length of all pauses of more than 5 s together.</summary>
    public TimeSpan? TotalPausesDuration => Seconds("totalPausesDuration");

    /// <summary>How often the picture stood still much longer than the mean time between pictures.</summary>
    public long? FreezeCount => Count("freezeCount");

    /// <summary>Length of all freezes (<see cref="FreezeCount"/>) together.</summary>
    public TimeSpan? TotalFreezesDuration => Seconds("totalFreezesDuration");

    /// <summary>When the last packet arrived, by this machine's clock.</summary>
    public DateTimeOffset? LastPacketReceivedTimestamp => Milliseconds("lastPacketReceivedTimestamp");

    /// <summary>Bytes of headers and padding received.</summary>
    public long? HeaderBytesReceived => Count("headerBytesReceived");

    /// <summary>Packets that came too late or too early.</summary>
    public long? PacketsDiscarded => Count("packetsDiscarded");

    /// <summary>Bytes of forward error correction received.</summary>
    public long? FecBytesReceived => Count("fecBytesReceived");

    /// <summary>Packets of forward error correction received.</summary>
    public long? FecPacketsReceived => Count("fecPacketsReceived");

    /// <summary>Packets of forward error correction that were received and not used.</summary>
    public long? FecPacketsDiscarded => Count("fecPacketsDiscarded");

    /// <summary>Payload bytes received.</summary>
    public long? BytesReceived => Count("bytesReceived");

    /// <summary>NACK packets sent: this side asked for lost packets again.</summary>
    public long? NackCount => Count("nackCount");

    /// <summary>FIR packets sent: this side asked for a key frame (RFC 5104).</summary>
    public long? FirCount => Count("firCount");

    /// <summary>PLI packets sent: this side lost a picture and asked for a key frame (RFC 4585).</summary>
    public long? PliCount => Count("pliCount");

    /// <summary>Sum of the times from the first packet to the decoded sound or picture.</summary>
    public TimeSpan? TotalProcessingDelay => Seconds("totalProcessingDelay");

    /// <summary>Estimated time, by the sender's clock, of what is played now.</summary>
    public DateTimeOffset? EstimatedPlayoutTimestamp => Milliseconds("estimatedPlayoutTimestamp");

    /// <summary>Sum of the times in the jitter buffer; divide by <see cref="JitterBufferEmittedCount"/>.</summary>
    public TimeSpan? JitterBufferDelay => Seconds("jitterBufferDelay");

    /// <summary>Sum of the delays that the jitter buffer aimed at; divide by <see cref="JitterBufferEmittedCount"/>.</summary>
    public TimeSpan? JitterBufferTargetDelay => Seconds("jitterBufferTargetDelay");

    /// <summary>Samples or pictures that left the jitter buffer.</summary>
    public long? JitterBufferEmittedCount => Count("jitterBufferEmittedCount");

    /// <summary>Sum of the delays that the network alone would need; divide by <see cref="JitterBufferEmittedCount"/>.</summary>
    public TimeSpan? JitterBufferMinimumDelay => Seconds("jitterBufferMinimumDelay");

    /// <summary>Samples of one channel received, concealed ones included.</summary>
    public long? TotalSamplesReceived => Count("totalSamplesReceived");

    /// <summary>Samples of one channel that the decoder made up, since their packets were lost or late.</summary>
    public long? ConcealedSamples => Count("concealedSamples");

    /// <summary>Samples of one channel that the decoder made up as silence; part of <see cref="ConcealedSamples"/>.</summary>
    public long? SilentConcealedSamples => Count("silentConcealedSamples");

    /// <summary>How often the decoder began to make up samples.</summary>
    public long? ConcealmentEvents => Count("concealmentEvents");

    /// <summary>Samples of one channel added by playing slower.</summary>
    public long? InsertedSamplesForDeceleration => Count("insertedSamplesForDeceleration");

    /// <summary>Samples of one channel removed by playing faster.</summary>
    public long? RemovedSamplesForAcceleration => Count("removedSamplesForAcceleration");

    /// <summary>Loudness now, 0 to 1 (full scale), linear.</summary>
    public double? AudioLevel => Real("audioLevel");

    /// <summary>Energy of the sound so far: squared level (full scale is 1) times seconds. Divided by <see cref="TotalSamplesDuration"/>,
    /// it is the mean of the squared level.</summary>
    public double? TotalAudioEnergy => Real("totalAudioEnergy");

    /// <summary>Length of the sound received so far.</summary>
    public TimeSpan? TotalSamplesDuration => Seconds("totalSamplesDuration");

    /// <summary>Pictures received.</summary>
    public long? FramesReceived => Count("framesReceived");

    /// <summary>Name of the decoder.</summary>
    public string? DecoderImplementation => Text("decoderImplementation");

    /// <summary>Id of the <see cref="MediaPlayoutStats"/> that plays the stream.</summary>
    public string? PlayoutId => Text("playoutId");

    /// <summary>Whether the decoder saves power.</summary>
    public bool? PowerEfficientDecoder => Flag("powerEfficientDecoder");

    /// <summary>Pictures of more than one packet.</summary>
    public long? FramesAssembledFromMultiplePackets => Count("framesAssembledFromMultiplePackets");

    /// <summary>Sum of the times from the first to the last packet, of pictures of more than one packet
    /// (<see cref="FramesAssembledFromMultiplePackets"/>).</summary>
    public TimeSpan? TotalAssemblyTime => Seconds("totalAssemblyTime");

    /// <summary>Repeated packets received.</summary>
    public long? RetransmittedPacketsReceived => Count("retransmittedPacketsReceived");

    /// <summary>Repeated payload bytes received.</summary>
    public long? RetransmittedBytesReceived => Count("retransmittedBytesReceived");

    /// <summary>SSRC of the stream that repeats lost packets.</summary>
    public long? RtxSsrc => Count("rtxSsrc");

    /// <summary>SSRC of the stream of forward error correction.</summary>
    public long? FecSsrc => Count("fecSsrc");
}
