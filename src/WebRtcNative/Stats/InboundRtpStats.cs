namespace WebRtcNative;

/// <summary>RTCInboundRtpStreamStats (webrtc-stats, "inbound-rtp"): a stream that this side receives.</summary>
public sealed class InboundRtpStats : ReceivedRtpStreamStats
{
    internal InboundRtpStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>The <see cref="MediaStreamTrack.Id"/> of the receiver's track.</summary>
    public string? TrackIdentifier => Text("trackIdentifier");

    /// <summary>The <see cref="RtpTransceiver.Mid"/> of the transceiver that receives the stream.</summary>
    public string? Mid => Text("mid");

    /// <summary>Id of the <see cref="RemoteOutboundRtpStats"/>: the same stream, as the remote peer counts it.</summary>
    public string? RemoteId => Text("remoteId");

    /// <summary>Number of pictures decoded so far.</summary>
    public long? FramesDecoded => Count("framesDecoded");

    /// <summary>Number of key frames decoded so far.</summary>
    public long? KeyFramesDecoded => Count("keyFramesDecoded");

    /// <summary>Number of decoded pictures that the engine has handed to the track so far.</summary>
    public long? FramesRendered => Count("framesRendered");

    /// <summary>Number of pictures dropped so far, before or after decoding.</summary>
    public long? FramesDropped => Count("framesDropped");

    /// <summary>Width of the last decoded picture in pixels.</summary>
    public long? FrameWidth => Count("frameWidth");

    /// <summary>Height of the last decoded picture in pixels.</summary>
    public long? FrameHeight => Count("frameHeight");

    /// <summary>Number of pictures decoded in the last second.</summary>
    public double? FramesPerSecond => Real("framesPerSecond");

    /// <summary>Sum of the quantizers of all decoded pictures; the scale is the codec's (VP8: 0 to 127, low is sharp).</summary>
    public long? QpSum => Count("qpSum");

    /// <summary>Time spent in decoding, of all pictures together.</summary>
    public TimeSpan? TotalDecodeTime => Seconds("totalDecodeTime");

    /// <summary>Sum of the times between decoded pictures.</summary>
    public TimeSpan? TotalInterFrameDelay => Seconds("totalInterFrameDelay");

    /// <summary>Sum of the squared times between pictures, in s²; with <see cref="TotalInterFrameDelay"/> it gives their
    /// variance.</summary>
    public double? TotalSquaredInterFrameDelay => Real("totalSquaredInterFrameDelay");

    /// <summary>Number of pauses so far: times that no picture was shown for more than 5 s.</summary>
    public long? PauseCount => Count("pauseCount");

    /// <summary>Length of all pauses of more than 5 s together.</summary>
    public TimeSpan? TotalPausesDuration => Seconds("totalPausesDuration");

    /// <summary>How often the picture stood still much longer than the mean time between pictures.</summary>
    public long? FreezeCount => Count("freezeCount");

    /// <summary>Length of all freezes (<see cref="FreezeCount"/>) together.</summary>
    public TimeSpan? TotalFreezesDuration => Seconds("totalFreezesDuration");

    /// <summary>When the last packet arrived, by this machine's clock.</summary>
    public DateTimeOffset? LastPacketReceivedTimestamp => Milliseconds("lastPacketReceivedTimestamp");

    /// <summary>Number of bytes of RTP headers and padding received so far.</summary>
    public long? HeaderBytesReceived => Count("headerBytesReceived");

    /// <summary>Number of packets dropped so far because they came too late or too early.</summary>
    public long? PacketsDiscarded => Count("packetsDiscarded");

    /// <summary>Number of payload bytes of forward error correction received so far.</summary>
    public long? FecBytesReceived => Count("fecBytesReceived");

    /// <summary>Number of packets of forward error correction received so far.</summary>
    public long? FecPacketsReceived => Count("fecPacketsReceived");

    /// <summary>Number of packets of forward error correction that were received and not used so far.</summary>
    public long? FecPacketsDiscarded => Count("fecPacketsDiscarded");

    /// <summary>Number of payload bytes received so far, without headers and padding.</summary>
    public long? BytesReceived => Count("bytesReceived");

    /// <summary>Number of NACK packets sent so far: this side asked for lost packets again.</summary>
    public long? NackCount => Count("nackCount");

    /// <summary>Number of FIR packets sent so far: this side asked for a key frame (RFC 5104).</summary>
    public long? FirCount => Count("firCount");

    /// <summary>Number of PLI packets sent so far: this side lost a picture and asked for a key frame (RFC 4585).</summary>
    public long? PliCount => Count("pliCount");

    /// <summary>Sum of the times from the first packet to the decoded sound or picture.</summary>
    public TimeSpan? TotalProcessingDelay => Seconds("totalProcessingDelay");

    /// <summary>Estimated time, by the sender's clock, of what is played now.</summary>
    public DateTimeOffset? EstimatedPlayoutTimestamp => Milliseconds("estimatedPlayoutTimestamp");

    /// <summary>Sum of the times in the jitter buffer; divided by <see cref="JitterBufferEmittedCount"/> it is their mean.</summary>
    public TimeSpan? JitterBufferDelay => Seconds("jitterBufferDelay");

    /// <summary>Sum of the delays that the jitter buffer aimed at; divided by <see cref="JitterBufferEmittedCount"/> it is their mean.</summary>
    public TimeSpan? JitterBufferTargetDelay => Seconds("jitterBufferTargetDelay");

    /// <summary>Number of samples or pictures that have left the jitter buffer so far.</summary>
    public long? JitterBufferEmittedCount => Count("jitterBufferEmittedCount");

    /// <summary>Sum of the delays that the network alone would need; divided by <see cref="JitterBufferEmittedCount"/> it is their
    /// mean.</summary>
    public TimeSpan? JitterBufferMinimumDelay => Seconds("jitterBufferMinimumDelay");

    /// <summary>Number of samples of one channel received so far, concealed ones included.</summary>
    public long? TotalSamplesReceived => Count("totalSamplesReceived");

    /// <summary>Number of samples of one channel that the decoder made up so far, since their packets were lost or late.</summary>
    public long? ConcealedSamples => Count("concealedSamples");

    /// <summary>Number of samples of one channel that the decoder made up as silence; part of <see cref="ConcealedSamples"/>.</summary>
    public long? SilentConcealedSamples => Count("silentConcealedSamples");

    /// <summary>How often the decoder has begun to make up samples so far.</summary>
    public long? ConcealmentEvents => Count("concealmentEvents");

    /// <summary>Number of samples of one channel added so far by playing slower.</summary>
    public long? InsertedSamplesForDeceleration => Count("insertedSamplesForDeceleration");

    /// <summary>Number of samples of one channel removed so far by playing faster.</summary>
    public long? RemovedSamplesForAcceleration => Count("removedSamplesForAcceleration");

    /// <summary>Loudness now, 0 to 1 (full scale), linear.</summary>
    public double? AudioLevel => Real("audioLevel");

    /// <summary>Energy of the sound so far: squared level (full scale is 1) times seconds. Divided by <see cref="TotalSamplesDuration"/>,
    /// it is the mean of the squared level.</summary>
    public double? TotalAudioEnergy => Real("totalAudioEnergy");

    /// <summary>Length of the sound received so far.</summary>
    public TimeSpan? TotalSamplesDuration => Seconds("totalSamplesDuration");

    /// <summary>Number of whole pictures received so far.</summary>
    public long? FramesReceived => Count("framesReceived");

    /// <summary>Name of the codec's implementation that decodes the stream, such as "libvpx"; null where the engine does not say, as for
    /// sound.</summary>
    public string? DecoderImplementation => Text("decoderImplementation");

    /// <summary>Id of the <see cref="MediaPlayoutStats"/> that plays the stream.</summary>
    public string? PlayoutId => Text("playoutId");

    /// <summary>Whether the engine counts the decoder as saving power, as hardware does.</summary>
    public bool? PowerEfficientDecoder => Flag("powerEfficientDecoder");

    /// <summary>Number of pictures received so far that had more than one packet.</summary>
    public long? FramesAssembledFromMultiplePackets => Count("framesAssembledFromMultiplePackets");

    /// <summary>Sum of the times from the first to the last packet, of pictures of more than one packet
    /// (<see cref="FramesAssembledFromMultiplePackets"/>).</summary>
    public TimeSpan? TotalAssemblyTime => Seconds("totalAssemblyTime");

    /// <summary>Number of repeated packets received so far.</summary>
    public long? RetransmittedPacketsReceived => Count("retransmittedPacketsReceived");

    /// <summary>Number of payload bytes in the repeated packets received so far.</summary>
    public long? RetransmittedBytesReceived => Count("retransmittedBytesReceived");

    /// <summary>SSRC of the stream that repeats lost packets; null without one.</summary>
    public long? RtxSsrc => Count("rtxSsrc");

    /// <summary>SSRC of the stream of forward error correction; null without one.</summary>
    public long? FecSsrc => Count("fecSsrc");
}
