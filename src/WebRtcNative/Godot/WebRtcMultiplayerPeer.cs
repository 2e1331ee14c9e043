namespace WebRtcNative.Godot;

/// <summary>Godot's WebRTCMultiplayerPeer: a game's peers by number, polled once a frame. A call that fails returns a
/// <see cref="WebRtcError"/> and does not throw; <see cref="LastError"/> has the details.</summary>
/// <remarks>
/// <para>On the wire it is Godot's, so that peers of both kinds meet in one session. The channels are negotiated: "reliable" with id 1,
/// "ordered" with 2, "unreliable" with 3, then the extra ones, whose labels are their ids in decimal, from 4. Packets are sent as they are. A
/// Godot game that uses RPCs or spawners puts SceneMultiplayer's own format, which Godot keeps to itself, into these packets.</para>
/// <para>The program connects the peers: it adds each connection here (<see cref="AddPeer"/>), one side of each pair then creates the
/// offer, and signaling carries descriptions and candidates. <see cref="Poll"/> polls all connections.</para>
/// <para>Handlers run inside <see cref="Poll"/> and nowhere else, and may call any member. Use an object from one thread at a
/// time.</para>
/// </remarks>
public sealed partial class WebRtcMultiplayerPeer : IDisposable
{
    /// <summary>TARGET_PEER_BROADCAST: all connected peers.</summary>
    public const int TargetPeerBroadcast = 0;

    /// <summary>TARGET_PEER_SERVER: the id of the server.</summary>
    public const int TargetPeerServer = 1;

    private RemotePeerTable _peers = RemotePeerTable.Empty;
    private SessionKind _kind;
    private WebRtcConnectionStatus _status;
    private ChannelPlan[] _plan = [];
    private int _uniqueId;
    private bool _disposed;

    private enum SessionKind
    {
        None,
        Client,
        Server,
        Mesh,
    }

    /// <summary>peer_connected: all channels of a peer are open. The argument is its id. Raised in <see cref="Poll"/>.</summary>
    public event Action<int>? PeerConnected;

    /// <summary>peer_disconnected: a peer for which <see cref="PeerConnected"/> was raised is removed. The argument is its id. Raised in
    /// <see cref="Poll"/>.</summary>
    /// <remarks>The packets that a peer sent before it left come first: the event is raised after the last one was fetched.</remarks>
    public event Action<int>? PeerDisconnected;

    /// <summary>refuse_new_connections: whether <see cref="AddPeer"/> adds nobody and returns Unauthorized. Default false.</summary>
    public bool RefuseNewConnections { get; set; }

    /// <summary>The last failure of a call of this object; its code is Ok if there was none.</summary>
    public WebRtcErrorInfo LastError { get; private set; } = WebRtcErrorInfo.None;

    /// <summary>create_server: begins a session as the server, whose id is 1. Closes the present session.</summary>
    /// <param name="channels">The extra channels, each with its mode (channels_config in Godot). All peers of a session need the same
    /// ones.</param>
    /// <returns>InvalidParameter for a mode that does not exist and for more channels than a connection can have, and the present session
    /// stays; Unconfigured after <see cref="Dispose"/>.</returns>
    public WebRtcError CreateServer(params ReadOnlySpan<WebRtcTransferMode> channels) =>
        Create(SessionKind.Server, TargetPeerServer, channels);

    /// <summary>create_client: begins a session as a client, whose only peer is the server. Closes the present session.</summary>
    /// <param name="peerId">The id of this client, from 2.</param>
    /// <param name="channels">As for <see cref="CreateServer"/>.</param>
    /// <returns>As <see cref="CreateServer"/>; InvalidParameter also for an id under 2.</returns>
    public WebRtcError CreateClient(int peerId, params ReadOnlySpan<WebRtcTransferMode> channels) =>
        peerId < 2 ? Fail(WebRtcError.InvalidParameter, $"The id of a client is at least 2, not {peerId}.")
        : Create(SessionKind.Client, peerId, channels);

    /// <summary>create_mesh: begins a session in which all peers connect to each other. Closes the present session.</summary>
    /// <param name="peerId">The id of this peer, from 1.</param>
    /// <param name="channels">As for <see cref="CreateServer"/>.</param>
    /// <returns>As <see cref="CreateServer"/>; InvalidParameter also for an id under 1.</returns>
    public WebRtcError CreateMesh(int peerId, params ReadOnlySpan<WebRtcTransferMode> channels) =>
        peerId < 1 ? Fail(WebRtcError.InvalidParameter, $"The id of a peer is at least 1, not {peerId}.")
        : Create(SessionKind.Mesh, peerId, channels);

    /// <summary>add_peer: creates the channels on a connection. The session owns the connection from here on: it polls it, and disposes it
    /// when the peer is removed.</summary>
    /// <param name="connection">In state New, before its offer is created or the peer's is set.</param>
    /// <param name="peerId">The peer's id; 1 for a client, which has no other peer than the server.</param>
    /// <param name="unreliableLifetime">Milliseconds for which packets of the channels "ordered" and "unreliable" may be retransmitted, 0 to
    /// 65,535. It counts for what this side sends.</param>
    /// <returns>InvalidParameter for a wrong argument; AlreadyExists if there is such a peer, or the connection has a channel with one of the
    /// ids; Unauthorized with <see cref="RefuseNewConnections"/>; Unconfigured without a session. The connection is then still the
    /// caller's.</returns>
    /// <remarks>A client that has lost its server may add it again, on a new connection.</remarks>
    public WebRtcError AddPeer(WebRtcPeerConnection connection, int peerId, int unreliableLifetime = 1)
    {
        if (_kind == SessionKind.None)
            return FailClosed();
        if (RefuseNewConnections)
            return Fail(WebRtcError.Unauthorized, "New connections are refused (RefuseNewConnections).");
        if (WhyNot(connection, peerId, unreliableLifetime) is { } reason)
            return Fail(WebRtcError.InvalidParameter, reason);
        if (HasPeer(peerId))
            return Fail(WebRtcError.AlreadyExists, $"There is a peer {peerId}; remove it first.");

        var channels = new WebRtcDataChannel[_plan.Length];
        for (var i = 0; i < channels.Length; i++)
        {
            if (connection.CreateDataChannel(_plan[i].Label, _plan[i].OptionsFor(unreliableLifetime)) is not { } channel)
            {
                foreach (var created in channels.AsSpan(0, i))
                    created.Dispose();
                return Fail(connection.LastError);
            }
            channels[i] = channel;
        }
        _peers = _peers.With(new WebRtcRemotePeer(peerId, connection, channels));
        if (_kind == SessionKind.Client)
            _status = WebRtcConnectionStatus.Connecting;
        return WebRtcError.Ok;
    }

    /// <summary>remove_peer: closes the connection of a peer at once, as <see cref="WebRtcPeerConnection.Close"/> does. The peer is told; packets
    /// that have not left or were not fetched are dropped. <see cref="PeerDisconnected"/> is raised in the next poll.</summary>
    /// <returns>InvalidParameter if there is no such peer.</returns>
    public WebRtcError RemovePeer(int peerId)
    {
        if (_peers.Find(peerId) is not { } peer)
            return FailUnknown(peerId);
        Remove(peer, isTold: true);
        return WebRtcError.Ok;
    }

    /// <summary>disconnect_peer: begins to close the connection of a peer so that no packet is lost, as
    /// <see cref="WebRtcPeerConnection.CloseGracefully"/> does. The peer is removed in a later poll.</summary>
    /// <param name="peerId">The peer.</param>
    /// <param name="force">As <see cref="RemovePeer"/>, but <see cref="PeerDisconnected"/> is not raised. The peer is told all the
    /// same.</param>
    /// <returns>InvalidParameter if there is no such peer.</returns>
    public WebRtcError DisconnectPeer(int peerId, bool force = false)
    {
        if (_peers.Find(peerId) is not { } peer)
            return FailUnknown(peerId);
        if (force)
            Remove(peer, isTold: false);
        else
            peer.Connection.CloseGracefully();
        return WebRtcError.Ok;
    }

    /// <summary>has_peer: whether the peer was added and not removed. It may not be connected yet.</summary>
    public bool HasPeer(int peerId) => _peers.Find(peerId) != null;

    /// <summary>get_peer: a peer of the session, connected or not; null if there is none with this id.</summary>
    public WebRtcRemotePeer? GetPeer(int peerId) => _peers.Find(peerId);

    /// <summary>get_peers: the present peers by their ids, connected or not, in a new dictionary.</summary>
    public IReadOnlyDictionary<int, WebRtcRemotePeer> GetPeers()
    {
        var peers = new Dictionary<int, WebRtcRemotePeer>();
        foreach (var peer in _peers.Peers)
            peers.Add(peer.Id, peer);
        return peers;
    }

    /// <summary>get_connection_status: whether the session is connected. A client's changes in <see cref="Poll"/>, and by adding and
    /// removing the server.</summary>
    public WebRtcConnectionStatus GetConnectionStatus() => _status;

    /// <summary>get_unique_id: the id of this peer; 0 without a session.</summary>
    public int GetUniqueId() => _uniqueId;

    /// <summary>generate_unique_id: a random id for a client or a peer of a mesh, from 2.</summary>
    public static int GenerateUniqueId() => System.Security.Cryptography.RandomNumberGenerator.GetInt32(2, int.MaxValue);

    /// <summary>is_server_relay_supported: whether a layer above may relay packets between clients, which have no connections to each other.
    /// Nothing is relayed here.</summary>
    public bool IsServerRelaySupported() => _kind is SessionKind.Server or SessionKind.Client;

    /// <summary>close: ends the session. All peers are told, as <see cref="RemovePeer"/> does; no event is raised after it. Create makes the
    /// object usable again. May be repeated.</summary>
    /// <remarks>Packets that have not left by then are lost. To lose none, call <see cref="DisconnectPeer"/> for each peer and poll until
    /// <see cref="GetPeers"/> is empty.</remarks>
    public void Close()
    {
        var peers = _peers;
        _peers = RemotePeerTable.Empty;
        _kind = SessionKind.None;
        _status = WebRtcConnectionStatus.Disconnected;
        _uniqueId = 0;
        _targetPeer = TargetPeerBroadcast;
        _left.Clear();
        foreach (var peer in peers.Peers)
            peer.Dispose();
    }

    /// <summary>Closes the session for good, as <see cref="Close"/> does. May be repeated.</summary>
    public void Dispose()
    {
        _disposed = true;
        Close();
    }

    private WebRtcError Create(SessionKind kind, int uniqueId, ReadOnlySpan<WebRtcTransferMode> channels)
    {
        if (_disposed)
            return FailClosed();
        try
        {
            var plan = ChannelPlan.Of(channels);
            Close();
            _plan = plan;
        }
        catch (ArgumentException e)
        {
            return Fail(WebRtcErrorInfo.From(e));
        }
        _kind = kind;
        _uniqueId = uniqueId;
        _status = kind == SessionKind.Client ? WebRtcConnectionStatus.Connecting : WebRtcConnectionStatus.Connected;
        return WebRtcError.Ok;
    }

    private string? WhyNot(WebRtcPeerConnection? connection, int peerId, int unreliableLifetime) =>
        connection == null ? "The connection is null."
        : connection.GetConnectionState() != WebRtcConnectionState.New
            ? $"The connection must be in state New, not in {connection.GetConnectionState()}."
        : peerId < 1 ? $"The id of a peer is at least 1, not {peerId}."
        : peerId == _uniqueId ? $"{peerId} is the id of this peer."
        : _kind == SessionKind.Client && peerId != TargetPeerServer ? $"A client has no other peer than the server, 1; not {peerId}."
        : unreliableLifetime is < 0 or > ushort.MaxValue ? $"The lifetime must be within 0 and 65,535 ms, not {unreliableLifetime}."
        : null;

    private void Remove(WebRtcRemotePeer peer, bool isTold)
    {
        if (isTold && peer.IsConnected)
            _left.Enqueue(peer.Id);
        _peers = _peers.Without(peer);
        if (_kind == SessionKind.Client)
            _status = WebRtcConnectionStatus.Disconnected;
        peer.Dispose();
    }

    private WebRtcError FailUnknown(int peerId) =>
        _kind == SessionKind.None ? FailClosed() : Fail(WebRtcError.InvalidParameter, $"There is no peer {peerId}.");

    private WebRtcError FailClosed() => Fail(_disposed ? s_disposed : s_closed);

    private WebRtcError Fail(WebRtcError code, string message) => Fail(WebRtcErrorInfo.Of(code, message));

    private WebRtcError Fail(WebRtcErrorInfo error)
    {
        LastError = error;
        return error.Code;
    }
}
