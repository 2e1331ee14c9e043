namespace WebRtcNative;

/// <summary>RTCDataChannelStats (webrtc-stats, "data-channel"): state and traffic of one data channel.</summary>
public sealed class DataChannelStats : RtcStats
{
    internal DataChannelStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Name of the channel, as <see cref="DataChannel.Label"/>.</summary>
    public string? Label => Text("label");

    /// <summary>Name of the channel's subprotocol, as <see cref="DataChannel.Protocol"/>; may be empty.</summary>
    public string? Protocol => Text("protocol");

    /// <summary>The channel's id, its SCTP stream; null until it has one.</summary>
    public int? DataChannelIdentifier => UInt16("dataChannelIdentifier");

    /// <summary>Whether the channel opens, carries messages, closes or is closed.</summary>
    public DataChannelState? State => Text("state") switch
    {
        "connecting" => DataChannelState.Connecting,
        "open" => DataChannelState.Open,
        "closing" => DataChannelState.Closing,
        "closed" => DataChannelState.Closed,
        _ => null,
    };

    /// <summary>Number of messages sent on the channel so far.</summary>
    public long? MessagesSent => Count("messagesSent");

    /// <summary>Number of bytes in the messages sent so far, without protocol overhead.</summary>
    public long? BytesSent => Count("bytesSent");

    /// <summary>Number of messages received on the channel so far.</summary>
    public long? MessagesReceived => Count("messagesReceived");

    /// <summary>Number of bytes in the messages received so far, without protocol overhead.</summary>
    public long? BytesReceived => Count("bytesReceived");
}
