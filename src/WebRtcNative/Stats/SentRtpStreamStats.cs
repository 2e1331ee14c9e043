namespace WebRtcNative;

/// <summary>RTCSentRtpStreamStats (webrtc-stats): a stream as its sender counts it.</summary>
public abstract class SentRtpStreamStats : RtpStreamStats
{
    private protected SentRtpStreamStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Packets sent, repeated ones included.</summary>
    public long? PacketsSent => Count("packetsSent");

    /// <summary>Payload bytes sent, repeated ones included.</summary>
    public long? BytesSent => Count("bytesSent");
}
