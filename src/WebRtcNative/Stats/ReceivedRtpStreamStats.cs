namespace WebRtcNative;

/// <summary>RTCReceivedRtpStreamStats (webrtc-stats): a stream as its receiver counts it.</summary>
public abstract class ReceivedRtpStreamStats : RtpStreamStats
{
    private protected ReceivedRtpStreamStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Number of RTP packets of the stream received so far.</summary>
    public long? PacketsReceived => Count("packetsReceived");

    /// <summary>Number of packets received so far with the ECN marking ECT(1) (RFC 9331).</summary>
    public long? PacketsReceivedWithEct1 => Count("packetsReceivedWithEct1");

    /// <summary>Number of packets received so far with the ECN marking CE: a router was congested.</summary>
    public long? PacketsReceivedWithCe => Count("packetsReceivedWithCe");

    /// <summary>Number of packets that congestion control feedback (RFC 8888) has reported as lost so far.</summary>
    public long? PacketsReportedAsLost => Count("packetsReportedAsLost");

    /// <summary>Number of packets lost so far (RFC 3550); negative when more arrived than were expected.</summary>
    public long? PacketsLost => Integer("packetsLost");

    /// <summary>Jitter of the packets' arrival: a smoothed mean of its deviation (RFC 3550, section 6.4.1).</summary>
    public TimeSpan? Jitter => Seconds("jitter");
}
