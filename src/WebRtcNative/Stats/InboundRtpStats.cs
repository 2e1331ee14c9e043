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

    /// <summary>Pictures of the last second.</summary>
    public double? FramesPerSecond => Real("framesPerSecond");

    /// <summary>Sum of the quantizers of all pictures.</summary>
    public long? QpSum => Count("qpSum");

    /// <summary>Time spent in decoding.</summary>
    public TimeSpan? TotalDecodeTime => Seconds("totalDecodeTime");

    /// <summary>Sum of the times between pictures.</summary>
    public TimeSpan? TotalInterFrameDelay => Seconds("totalInterFrameDelay");

    /// <summary>Sum of their squares, in s².</summary>
    public double? TotalSquaredInterFrameDelay => Real("totalSquaredInterFrameDelay");

    /// <summary>Pauses of more than 5 s.</summary>
    public long? PauseCount => Count("pauseCount");

    /// <summary>Length of all pauses of more than 5 s together.</summary>
    public TimeSpan? TotalPausesDuration => Seconds("totalPausesDuration");

    /// <summary>How often the picture stood still for too long.</summary>
    public long? FreezeCount => Count("freezeCount");

    /// <summary>Length of all freezes together.</summary>
    public TimeSpan? TotalFreezesDuration => Seconds("totalFreezesDuration");

    /// <summary>Arrival of the last packet.</summary>
    public DateTimeOffset? LastPacketReceivedTimestamp => Milliseconds("lastPacketReceivedTimestamp");

    /// <summary>Bytes of headers and padding received.</summary>
    public long? HeaderBytesReceived => Count("headerBytesReceived");

    /// <summary>Packets that came too late or too early.</summary>
    public long? PacketsDiscarded => Count("packetsDiscarded");

    /// <summary>Bytes of forward error correction received.</summary>
    public long? FecBytesReceived => Count("fecBytesReceived");

    /// <summary>Packets of forward error correction received.</summary>
    public long? FecPacketsReceived => Count("fecPacketsReceived");

    /// <summary>Those of them that were not used.</summary>
    public long? FecPacketsDiscarded => Count("fecPacketsDiscarded");

    /// <summary>Payload bytes received.</summary>
    public long? BytesReceived => Count("bytesReceived");

    /// <summary>NACK packets sent.</summary>
    public long? NackCount => Count("nackCount");

    /// <summary>FIR packets sent.</summary>
    public long? FirCount => Count("firCount");

    /// <summary>PLI packets sent.</summary>
    public long? PliCount => Count("pliCount");

    /// <summary>Sum of the times from the first packet to the decoded sound or picture.</summary>
    public TimeSpan? TotalProcessingDelay => Seconds("totalProcessingDelay");

    /// <summary>Estimated time, by the sender's clock, of what is played now.</summary>
    public DateTimeOffset? EstimatedPlayoutTimestamp => Milliseconds("estimatedPlayoutTimestamp");

    /// <summary>Sum of the times in the jitter buffer; divide by <see cref="JitterBufferEmittedCount"/>.</summary>
    public TimeSpan? JitterBufferDelay => Seconds("jitterBufferDelay");

    /// <summary>Sum of the target delays.</summary>
    public TimeSpan? JitterBufferTargetDelay => Seconds("jitterBufferTargetDelay");

    /// <summary>Samples or pictures that left the jitter buffer.</summary>
    public long? JitterBufferEmittedCount => Count("jitterBufferEmittedCount");

    /// <summary>Sum of the delays that the network alone would need.</summary>
    public TimeSpan? JitterBufferMinimumDelay => Seconds("jitterBufferMinimumDelay");

    /// <summary>Samples of one channel received, concealed ones included.</summary>
    public long? TotalSamplesReceived => Count("totalSamplesReceived");

    /// <summary>Samples that were made up.</summary>
    public long? ConcealedSamples => Count("concealedSamples");

    /// <summary>Those of them that are silent.</summary>
    public long? SilentConcealedSamples => Count("silentConcealedSamples");

    /// <summary>Times that concealing began.</summary>
    public long? ConcealmentEvents => Count("concealmentEvents");

    /// <summary>Samples added by playing slower.</summary>
    public long? InsertedSamplesForDeceleration => Count("insertedSamplesForDeceleration");

    /// <summary>Samples removed by playing faster.</summary>
    public long? RemovedSamplesForAcceleration => Count("removedSamplesForAcceleration");

    /// <summary>Loudness now, 0 to 1.</summary>
    public double? AudioLevel => Real("audioLevel");

    /// <summary>Energy of the sound so far.</summary>
    public double? TotalAudioEnergy => Real("totalAudioEnergy");

    /// <summary>Length of the sound so far.</summary>
    public TimeSpan? TotalSamplesDuration => Seconds("totalSamplesDuration");

    /// <summary>Pictures received.</summary>
    public long? FramesReceived => Count("framesReceived");

    /// <summary>Name of the decoder.</summary>
    public string? DecoderImplementation => Text("decoderImplementation");

    /// <summary>Id of the <see cref="MediaPlayoutStats"/>.</summary>
    public string? PlayoutId => Text("playoutId");

    /// <summary>Whether the decoder saves power.</summary>
    public bool? PowerEfficientDecoder => Flag("powerEfficientDecoder");

    /// <summary>Pictures of more than one packet.</summary>
    public long? FramesAssembledFromMultiplePackets => Count("framesAssembledFromMultiplePackets");

    /// <summary>Sum of the times from their first to their last packet.</summary>
    public TimeSpan? TotalAssemblyTime => Seconds("totalAssemblyTime");

    /// <summary>Repeated packets received.</summary>
    public long? RetransmittedPacketsReceived => Count("retransmittedPacketsReceived");

    /// <summary>Repeated payload bytes received.</summary>
    public long? RetransmittedBytesReceived => Count("retransmittedBytesReceived");

    /// <summary>SSRC of repeated packets.</summary>
    public long? RtxSsrc => Count("rtxSsrc");

    /// <summary>SSRC of forward error correction.</summary>
    public long? FecSsrc => Count("fecSsrc");
}
