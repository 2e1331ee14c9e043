namespace WebRtcNative;

/// <summary>RTCPeerConnectionStats (webrtc-stats, "peer-connection"): counts of the connection itself.</summary>
public sealed class PeerConnectionStats : RtcStats
{
    internal PeerConnectionStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Number of data channels that have become open so far.</summary>
    public long? DataChannelsOpened => Count("dataChannelsOpened");

    /// <summary>Number of data channels that were open and are closed now.</summary>
    public long? DataChannelsClosed => Count("dataChannelsClosed");
}
