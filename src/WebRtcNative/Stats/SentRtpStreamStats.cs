namespace WebRtcNative;

/// <summary>RTCSentRtpStreamStats (webrtc-stats): a stream as its sender counts it.</summary>
public abstract class SentRtpStreamStats : RtpStreamStats
{
    private protected SentRtpStreamStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Number of RTP packets sent so far, repeated ones included.</summary>
    public long? PacketsSent => Count("packetsSent");

    /// <summary>Number of payload bytes sent so far, repeated ones included.</summary>
    public long? BytesSent => Count("bytesSent");
}
