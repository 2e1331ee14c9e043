namespace WebRtcNative;

/// <summary>RTCReceivedRtpStreamStats (webrtc-stats): a stream as its receiver counts it.</summary>
public abstract class ReceivedRtpStreamStats : RtpStreamStats
{
    private protected ReceivedRtpStreamStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Packets received.</summary>
    public long? PacketsReceived => Count("packetsReceived");

    /// <summary>Packets received with the ECN marking ECT(1) (RFC 9331).</summary>
    public long? PacketsReceivedWithEct1 => Count("packetsReceivedWithEct1");

    /// <summary>Packets received with the ECN marking CE.</summary>
    public long? PacketsReceivedWithCe => Count("packetsReceivedWithCe");

    /// <summary>Packets that congestion control feedback (RFC 8888) reported as lost.</summary>
    public long? PacketsReportedAsLost => Count("packetsReportedAsLost");

    /// <summary>Packets lost (RFC 3550); negative when more arrived than were expected.</summary>
    public long? PacketsLost => Integer("packetsLost");

    /// <summary>Jitter of the packets' arrival: a smoothed mean of its deviation (RFC 3550, section 6.4.1).</summary>
    public TimeSpan? Jitter => Seconds("jitter");
}
