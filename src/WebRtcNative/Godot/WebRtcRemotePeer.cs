namespace WebRtcNative.Godot;

/// <summary>A peer of a <see cref="WebRtcMultiplayerPeer"/>: what get_peer returns as a dictionary in Godot.</summary>
public sealed class WebRtcRemotePeer
{
    internal WebRtcRemotePeer(int id, WebRtcPeerConnection connection, WebRtcDataChannel[] channels)
    {
        Id = id;
        Connection = connection;
        Channels = channels;
    }

    /// <summary>The peer's id in the session, from 1; 1 is the server.</summary>
    public int Id { get; }

    /// <summary>"connection": the connection to the peer. Closed and disposed when the peer is removed.</summary>
    public WebRtcPeerConnection Connection { get; }

    /// <summary>"channels": the channels "reliable", "ordered" and "unreliable", and the extra ones in order. Disposed when the peer is
    /// removed.</summary>
    public IReadOnlyList<WebRtcDataChannel> Channels { get; }

    /// <summary>"connected": whether <see cref="WebRtcMultiplayerPeer.PeerConnected"/> was raised for it, and it has not been removed.</summary>
    public bool IsConnected { get; internal set; }

    internal bool IsRemoved { get; set; }

    /// <summary>When a channel was first seen to have ended, or a packet after that; a time of Stopwatch.</summary>
    internal long? EndingSince { get; set; }

    /// <summary>The index of the first channel with a packet; null for none.</summary>
    internal int? FindPacket()
    {
        for (var i = 0; i < Channels.Count; i++)
        {
            if (Channels[i].GetAvailablePacketCount() > 0)
                return i;
        }
        return null;
    }

    /// <summary>Whether all channels are in a state.</summary>
    internal bool AreChannels(DataChannelState state)
    {
        for (var i = 0; i < Channels.Count; i++)
        {
            if (Channels[i].GetReadyState() != state)
                return false;
        }
        return true;
    }

    /// <summary>Whether a channel is closing or closed.</summary>
    internal bool HasEndingChannel()
    {
        for (var i = 0; i < Channels.Count; i++)
        {
            if (Channels[i].GetReadyState() >= DataChannelState.Closing)
                return true;
        }
        return false;
    }

    /// <summary>Ends the connection at once. Unread packets are dropped.</summary>
    internal void Dispose()
    {
        IsRemoved = true;
        IsConnected = false;
        Connection.Dispose();
        foreach (var channel in Channels)
            channel.Dispose();
    }
}
