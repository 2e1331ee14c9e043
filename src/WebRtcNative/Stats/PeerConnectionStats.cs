namespace WebRtcNative;

/// <summary>RTCPeerConnectionStats (webrtc-stats, "peer-connection"): the connection itself.</summary>
public sealed class PeerConnectionStats : RtcStats
{
    internal PeerConnectionStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Data channels that have been open.</summary>
    public long? DataChannelsOpened => Count("dataChannelsOpened");

    /// <summary>Data channels that have been open and are closed.</summary>
    public long? DataChannelsClosed => Count("dataChannelsClosed");
}
