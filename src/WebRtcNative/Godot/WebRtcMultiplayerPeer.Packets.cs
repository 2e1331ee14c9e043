namespace WebRtcNative.Godot;

public sealed partial class WebRtcMultiplayerPeer
{
    private static readonly WebRtcErrorInfo s_disposed = WebRtcErrorInfo.Of(WebRtcError.Unconfigured, "The object has been disposed.");
    private static readonly WebRtcErrorInfo s_closed =
        WebRtcErrorInfo.Of(WebRtcError.Unconfigured, "There is no session; CreateServer, CreateClient or CreateMesh begins one.");
    private static readonly WebRtcErrorInfo s_noServer = WebRtcErrorInfo.Of(WebRtcError.Unconfigured, "The server is gone.");
    private static readonly WebRtcErrorInfo s_noTarget =
        WebRtcErrorInfo.Of(WebRtcError.InvalidParameter, "There is no peer with the id that SetTargetPeer was given.");
    private static readonly WebRtcErrorInfo s_noChannel =
        WebRtcErrorInfo.Of(WebRtcError.InvalidParameter, "There is no channel for the present TransferChannel and TransferMode.");
    private static readonly WebRtcErrorInfo s_empty = WebRtcErrorInfo.Of(WebRtcError.Unavailable, "No packet is waiting.");

    private int _targetPeer;
    private WebRtcRemotePeer? _source; // of the next packet, once it is chosen
    private int _sourceChannel;
    private int _lastSource; // id of the peer whose packet was fetched last: peers take turns

    /// <summary>transfer_mode: how <see cref="PutPacket"/> sends on <see cref="TransferChannel"/> 0. Default Reliable.</summary>
    public WebRtcTransferMode TransferMode { get; set; } = WebRtcTransferMode.Reliable;

    /// <summary>transfer_channel: the channel of <see cref="PutPacket"/>. 0, the default, is three channels, one for each
    /// <see cref="TransferMode"/>; from 1, the extra channels of the session, which have their own modes.</summary>
    public int TransferChannel { get; set; }

    /// <summary>set_target_peer: for whom the packets of <see cref="PutPacket"/> are.</summary>
    /// <param name="id">A peer; 0 for all connected peers, as at the beginning of a session; a negative id for all connected peers except
    /// that one.</param>
    public void SetTargetPeer(int id) => _targetPeer = id;

    /// <summary>put_packet: sends a packet, which is copied, to the peers that <see cref="SetTargetPeer"/> has chosen.</summary>
    /// <returns>Unconfigured without a session, and for a client whose server is gone. InvalidParameter for a target, mode or channel that
    /// does not exist. For one peer what <see cref="WebRtcDataChannel.PutPacket(ReadOnlySpan{byte})"/> returns.</returns>
    /// <remarks>For several peers the packet is sent to each of them. If it was not queued for one, because its send buffer is full (Busy) or
    /// the packet is too long for it (ParameterRangeError), the result is the first such error, and the other peers get the packet.
    /// Peers that are leaving are left out.</remarks>
    public WebRtcError PutPacket(ReadOnlySpan<byte> packet)
    {
        if (_status == WebRtcConnectionStatus.Disconnected)
            return _kind == SessionKind.None ? FailClosed() : Fail(s_noServer);
        if (ChannelToSendOn() is not { } channel)
            return Fail(s_noChannel);
        if (_targetPeer <= 0)
            return Broadcast(channel, packet);
        return _peers.Find(_targetPeer) is { } peer ? Put(peer.Channels[channel], packet) : Fail(s_noTarget);
    }

    /// <summary>get_packet: fetches the next packet, in an array of its own.</summary>
    /// <returns>Unavailable when there is none; Unconfigured without a session.</returns>
    /// <remarks>Peers take turns. <see cref="GetPacketPeer"/>, <see cref="GetPacketChannel"/> and <see cref="GetPacketMode"/> tell of this
    /// packet before it is fetched.</remarks>
    public WebRtcError GetPacket(out byte[] packet)
    {
        packet = [];
        if (!ChooseNext())
            return _kind == SessionKind.None ? FailClosed() : Fail(s_empty);
        var channel = _source!.Channels[_sourceChannel];
        return channel.GetPacket(out packet) == WebRtcError.Ok ? EndTurn() : Fail(channel.LastError);
    }

    /// <summary>Copies the next packet into the caller's buffer; allocates nothing. Not part of Godot's class.</summary>
    /// <param name="destination">Memory for the packet.</param>
    /// <param name="length">Bytes of the packet. If the result is false: the bytes that the destination would need, or 0 if there
    /// is no packet.</param>
    /// <returns>False if there is no packet, or if the destination is too small for it; the packet stays the next one then.</returns>
    public bool TryGetPacket(Span<byte> destination, out int length)
    {
        length = 0;
        if (!ChooseNext() || !_source!.Channels[_sourceChannel].TryGetPacket(destination, out length))
            return false;
        EndTurn();
        return true;
    }

    /// <summary>get_available_packet_count: number of packets of connected peers that wait to be fetched. Asks each channel, so in a loop
    /// over the packets of many peers <see cref="GetPacketPeer"/> is faster.</summary>
    public int GetAvailablePacketCount()
    {
        var count = 0;
        foreach (var peer in _peers.Peers)
        {
            for (var i = 0; peer.IsConnected && i < peer.Channels.Count; i++)
                count += peer.Channels[i].GetAvailablePacketCount();
        }
        return count;
    }

    /// <summary>get_packet_peer: the id of the peer that sent the next packet; 0 if there is none.</summary>
    public int GetPacketPeer() => ChooseNext() ? _source!.Id : 0;

    /// <summary>get_packet_channel: the transfer channel of the next packet; 0 if there is none.</summary>
    public int GetPacketChannel() => ChooseNext() ? Math.Max(0, _sourceChannel - ChannelPlan.ReservedCount + 1) : 0;

    /// <summary>get_packet_mode: the mode of the next packet; Reliable if there is none.</summary>
    public WebRtcTransferMode GetPacketMode() => ChooseNext() ? _plan[_sourceChannel].Mode : WebRtcTransferMode.Reliable;

    private int? ChannelToSendOn()
    {
        if (TransferChannel != 0)
            return TransferChannel > 0 && TransferChannel <= _plan.Length - ChannelPlan.ReservedCount
                ? TransferChannel + ChannelPlan.ReservedCount - 1
                : null;
        return TransferMode switch
        {
            WebRtcTransferMode.Reliable => 0,
            WebRtcTransferMode.UnreliableOrdered => 1,
            WebRtcTransferMode.Unreliable => 2,
            _ => null,
        };
    }

    private WebRtcError Broadcast(int channel, ReadOnlySpan<byte> packet)
    {
        var result = WebRtcError.Ok;
        foreach (var peer in _peers.Peers)
        {
            if (!peer.IsConnected || peer.Id == -_targetPeer)
                continue;
            var to = peer.Channels[channel];
            var error = to.PutPacket(packet);
            if (error is WebRtcError.Busy or WebRtcError.ParameterRangeError && result == WebRtcError.Ok)
                result = Fail(to.LastError);
        }
        return result;
    }

    private WebRtcError Put(WebRtcDataChannel channel, ReadOnlySpan<byte> packet) =>
        channel.PutPacket(packet) is WebRtcError.Ok ? WebRtcError.Ok : Fail(channel.LastError);

    /// <summary>Chooses the next packet, which stays the next one until it is fetched.</summary>
    private bool ChooseNext()
    {
        if (_source is { IsConnected: true } && _source.Channels[_sourceChannel].GetAvailablePacketCount() > 0)
            return true;
        _source = null;
        var peers = _peers.Peers;
        var first = _peers.IndexAfter(_lastSource);
        for (var i = 0; i < peers.Length; i++)
        {
            var peer = peers[(first + i) % peers.Length];
            if (!peer.IsConnected || peer.FindPacket() is not { } channel)
                continue;
            (_source, _sourceChannel) = (peer, channel);
            return true;
        }
        return false;
    }

    private WebRtcError EndTurn()
    {
        _lastSource = _source!.Id;
        _source = null;
        return WebRtcError.Ok;
    }
}
