namespace WebRtcNative;

/// <summary>RTCDataChannelStats (webrtc-stats, "data-channel"): one data channel.</summary>
public sealed class DataChannelStats : RtcStats
{
    internal DataChannelStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>The channel's label.</summary>
    public string? Label => Text("label");

    /// <summary>The channel's protocol.</summary>
    public string? Protocol => Text("protocol");

    /// <summary>The channel's id, its SCTP stream; null until it has one.</summary>
    public int? DataChannelIdentifier => UInt16("dataChannelIdentifier");

    /// <summary>The channel's state.</summary>
    public DataChannelState? State => Text("state") switch
    {
        "connecting" => DataChannelState.Connecting,
        "open" => DataChannelState.Open,
        "closing" => DataChannelState.Closing,
        "closed" => DataChannelState.Closed,
        _ => null,
    };

    /// <summary>Messages sent.</summary>
    public long? MessagesSent => Count("messagesSent");

    /// <summary>Bytes of messages sent, without protocol overhead.</summary>
    public long? BytesSent => Count("bytesSent");

    /// <summary>Messages received.</summary>
    public long? MessagesReceived => Count("messagesReceived");

    /// <summary>Bytes of messages received, without protocol overhead.</summary>
    public long? BytesReceived => Count("bytesReceived");
}
