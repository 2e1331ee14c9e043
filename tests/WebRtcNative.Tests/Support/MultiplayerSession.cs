using WebRtcNative.Godot;

namespace WebRtcNative.Tests.Support;

/// <summary>The players of one game in one process, and the signaling between them.</summary>
internal sealed class MultiplayerSession : IDisposable
{
    private readonly Dictionary<int, Player> _players = [];
    private readonly Action<WebRtcPeerConnection, WebRtcPeerConnection> _wire;

    /// <param name="wire">Carries descriptions and candidates of one connection to the other; null for the classic wiring.</param>
    public MultiplayerSession(Action<WebRtcPeerConnection, WebRtcPeerConnection>? wire = null) => _wire = wire ?? Wire;

    /// <summary>What new connections are made with.</summary>
    public PeerConnectionOptions? Options { get; set; }

    public Player this[int id] => _players[id];

    /// <summary>A player whose session the caller creates.</summary>
    public Player Add(int id)
    {
        var player = new Player();
        _players.Add(id, player);
        return player;
    }

    /// <summary>A player of a mesh, connected to all that are there already once that is awaited.</summary>
    public Player JoinMesh(int id, params ReadOnlySpan<WebRtcTransferMode> channels)
    {
        var others = _players.Keys.ToArray();
        var player = Add(id);
        Assert.Equal(WebRtcError.Ok, player.Peer.CreateMesh(id, channels));
        foreach (var other in others)
            Connect(id, other);
        return player;
    }

    /// <summary>Two players of a mesh, connected.</summary>
    public (Player A, Player B) MeshOfTwo(params ReadOnlySpan<WebRtcTransferMode> channels)
    {
        var a = JoinMesh(2, channels);
        var b = JoinMesh(3, channels);
        UntilConnected();
        return (a, b);
    }

    /// <summary>Adds each player to the other, and begins the negotiation as Godot's demos do: the higher id offers.</summary>
    public (WebRtcPeerConnection Offerer, WebRtcPeerConnection Answerer) Connect(int a, int b)
    {
        var (high, low) = (Math.Max(a, b), Math.Min(a, b));
        WebRtcPeerConnection offerer = new(), answerer = new();
        if (Options != null)
        {
            Assert.Equal(WebRtcError.Ok, offerer.Initialize(Options));
            Assert.Equal(WebRtcError.Ok, answerer.Initialize(Options));
        }
        _wire(offerer, answerer);
        _wire(answerer, offerer);
        Assert.Equal(WebRtcError.Ok, _players[high].Peer.AddPeer(offerer, low));
        Assert.Equal(WebRtcError.Ok, _players[low].Peer.AddPeer(answerer, high));
        Assert.Equal(WebRtcError.Ok, offerer.CreateOffer());
        return (offerer, answerer);
    }

    /// <summary>One frame of all.</summary>
    public void Poll()
    {
        foreach (var player in _players.Values)
            player.Peer.Poll();
    }

    public void Until(Func<bool> condition, string what, Action? eachFrame = null) => Wait.Until(
        condition,
        () => what + string.Concat(_players.Select(player => $"; {player.Key}: {string.Join(", ", player.Value.Log)} ({player.Value.Peer.LastError})")),
        () =>
        {
            Poll();
            eachFrame?.Invoke();
        });

    /// <summary>Until every peer that was added anywhere is connected.</summary>
    public void UntilConnected() =>
        Until(() => _players.Values.All(player => player.Peer.GetPeers().Values.All(peer => peer.IsConnected)), "all connected");

    public void Dispose()
    {
        foreach (var player in _players.Values)
            player.Peer.Dispose();
    }

    public static void Wire(WebRtcPeerConnection from, WebRtcPeerConnection to)
    {
        WireDescriptions(from, to);
        from.IceCandidateCreated += (media, index, name) => to.AddIceCandidate(media, index, name);
    }

    public static void WireDescriptions(WebRtcPeerConnection from, WebRtcPeerConnection to)
    {
        from.SessionDescriptionCreated += (type, sdp) => from.SetLocalDescription(type, sdp);
        from.SessionDescriptionCreated += (type, sdp) => to.SetRemoteDescription(type, sdp);
    }

    internal sealed class Player
    {
        public Player()
        {
            Peer.PeerConnected += id => Log.Add($"+{id}");
            Peer.PeerDisconnected += id => Log.Add($"-{id}");
        }

        public WebRtcMultiplayerPeer Peer { get; } = new();

        /// <summary>"+2" for PeerConnected(2), "-2" for PeerDisconnected(2), in order.</summary>
        public List<string> Log { get; } = [];

        public void Send(int target, params ReadOnlySpan<byte> packet)
        {
            Peer.SetTargetPeer(target);
            Assert.Equal(WebRtcError.Ok, Peer.PutPacket(packet));
        }

        /// <summary>Fetches all packets that wait: sender and content.</summary>
        public List<(int From, byte[] Packet)> TakeAll()
        {
            var taken = new List<(int, byte[])>();
            while (Peer.GetPacketPeer() is > 0 and var from)
            {
                Assert.Equal(WebRtcError.Ok, Peer.GetPacket(out var packet));
                taken.Add((from, packet));
            }
            return taken;
        }
    }
}
