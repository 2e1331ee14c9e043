using System.Net.NetworkInformation;
using System.Text.Json;

namespace WebRtcNative.Signaling.Peers;

/// <summary>A room's connections, one for each other member at most.</summary>
internal sealed class RoomPeers : IDisposable
{
    /// <summary>Of the messages that carry descriptions and candidates.</summary>
    public const string Topic = "webrtc";

    // Of a channel that is created only so that there is something to negotiate, and that nothing is sent through.
    private const string ChannelLabel = "room";
    private const int ChannelId = 1023;

    private readonly Room _room;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RoomPeer> _peers = [];
    private bool _isDisposed;

    public RoomPeers(Room room)
    {
        _room = room;
        NetworkChange.NetworkAddressChanged += OnNetworkChanged;
    }

    public async Task<PeerConnection> ConnectAsync(RoomMember member, Action<PeerConnection>? configure, CancellationToken cancellation)
    {
        RoomPeer peer;
        var isNew = false;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, _room);
            var present = _peers.GetValueOrDefault(member.Id);
            if (present is { IsOver: false })
            {
                peer = present;
            }
            else
            {
                ThrowIfGone(member);
                peer = _peers[member.Id] = new RoomPeer(_room, member, (present?.Generation ?? 0) + 1);
                present?.Dispose();
                isNew = true;
            }
        }
        if (isNew)
            Begin(peer, configure, isOurs: true);
        await peer.Connection.WaitForConnectedAsync(cancellation).ConfigureAwait(false);
        return peer.Connection;
    }

    /// <summary>In the room's lane.</summary>
    public void Receive(RoomMember from, string text)
    {
        int generation;
        bool isBye;
        try
        {
            using var message = JsonDocument.Parse(text);
            generation = message.RootElement.GetProperty("generation").GetInt32();
            isBye = message.RootElement.TryGetProperty("bye", out _);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return; // of a program that does not follow the protocol
        }
        RoomPeer? peer, old = null;
        var isNew = false;
        lock (_lock)
        {
            peer = _peers.GetValueOrDefault(from.Id);
            if (_isDisposed || generation < (peer?.Generation ?? 1))
                return;
            if (generation > (peer?.Generation ?? 0) && !isBye)
            {
                old = peer;
                peer = _peers[from.Id] = new RoomPeer(_room, from, generation);
                isNew = true;
            }
        }
        old?.Dispose();
        if (isNew)
            Begin(peer!, connection => _room.RaiseConnectionReceived(new RoomConnection(from, connection)), isOurs: false);
        if (isBye)
            peer?.Connection.Close();
        else if (peer!.IsClosed)
            _ = SendByeAsync(peer);
        else
            peer.Receive(text);
    }

    /// <summary>A member that has left cannot be negotiated with. A connection with it may still work.</summary>
    public void OnLeft(RoomMember member)
    {
        lock (_lock)
        {
            if (_peers.GetValueOrDefault(member.Id) is { Connection.ConnectionState: not PeerConnectionState.Connected } peer)
                peer.Dispose();
        }
    }

    /// <summary>Connections that gave up while the server was away get another chance.</summary>
    public void OnLinkRestored()
    {
        foreach (var peer in All().Where(peer => peer.Connection.ConnectionState == PeerConnectionState.Failed))
            peer.Restart(evenIfConnected: false);
    }

    public void Dispose()
    {
        NetworkChange.NetworkAddressChanged -= OnNetworkChanged;
        lock (_lock)
            _isDisposed = true;
        foreach (var peer in All())
            peer.Dispose();
    }

    private static void Begin(RoomPeer peer, Action<PeerConnection>? configure, bool isOurs)
    {
        try
        {
            configure?.Invoke(peer.Connection);
        }
        finally
        {
            if (!peer.IsClosed)
            {
                if (isOurs)
                    peer.Connection.CreateDataChannel(ChannelLabel, new DataChannelOptions { Negotiated = true, Id = ChannelId });
                peer.Negotiate();
            }
        }
    }

    private async Task SendByeAsync(RoomPeer peer)
    {
        try
        {
            await _room.SendAsync($"{{\"generation\":{peer.Generation},\"bye\":true}}", peer.Member, Topic).ConfigureAwait(false);
        }
        catch (RoomException)
        {
            // The other member notices by itself.
        }
    }

    private void OnNetworkChanged(object? sender, EventArgs e)
    {
        foreach (var peer in All())
            peer.Restart(evenIfConnected: true);
    }

    private List<RoomPeer> All()
    {
        lock (_lock)
            return [.. _peers.Values];
    }

    private void ThrowIfGone(RoomMember member)
    {
        if (_room.State == RoomState.Closed)
            throw new RoomException(RoomErrorType.Closed, "The room is closed.");
        if (member.HasLeft)
            throw new RoomException(RoomErrorType.NoSuchMember, $"{member.Name} has left the room.");
    }
}
