using System.Globalization;
using WebRtcNative.Godot;

namespace WebRtcNative.SampleTests;

/// <summary>A player that does what the client of Godot's signaling demo does, with this library's multiplayer peer.</summary>
internal sealed class GodotDemoPlayer : IDisposable
{
    private readonly GodotDemoClient _signaling;
    private readonly WebRtcTransferMode[] _channels;
    private Task<(int Type, int Id, string Data)?> _next;

    private GodotDemoPlayer(GodotDemoClient signaling, WebRtcTransferMode[] channels)
    {
        _signaling = signaling;
        _channels = channels;
        _next = signaling.ReceiveAsync();
        Peer.PeerConnected += Connected.Add;
        Peer.PeerDisconnected += Disconnected.Add;
    }

    public WebRtcMultiplayerPeer Peer { get; } = new();

    public List<int> Connected { get; } = [];

    public List<int> Disconnected { get; } = [];

    /// <summary>Null until the server has told it.</summary>
    public string? Lobby { get; private set; }

    /// <param name="address">Of the server.</param>
    /// <param name="lobby">Empty for a new one.</param>
    /// <param name="mesh">For a new lobby.</param>
    /// <param name="late">Ends it all.</param>
    /// <param name="channels">The extra ones.</param>
    public static async Task<GodotDemoPlayer> StartAsync(
        string address, string lobby, bool mesh, CancellationToken late, params WebRtcTransferMode[] channels)
    {
        var signaling = await GodotDemoClient.ConnectAsync(address, late);
        await signaling.SendAsync(GodotDemoClient.Join, mesh ? 0 : 1, lobby);
        return new GodotDemoPlayer(signaling, channels);
    }

    /// <summary>One frame.</summary>
    public async Task PollAsync()
    {
        while (_next.IsCompleted && await _next is { } message)
        {
            Handle(message.Type, message.Id, message.Data);
            _next = _signaling.ReceiveAsync();
        }
        Peer.Poll();
    }

    public void Dispose()
    {
        Peer.Dispose();
        _signaling.Dispose();
    }

    private void Handle(int type, int id, string data)
    {
        switch (type)
        {
            case GodotDemoClient.Id:
                Assert.Equal(
                    WebRtcError.Ok,
                    data == "true" ? Peer.CreateMesh(id, _channels) : id == 1 ? Peer.CreateServer(_channels) : Peer.CreateClient(id, _channels));
                break;
            case GodotDemoClient.Join:
                Lobby = data;
                break;
            case GodotDemoClient.PeerConnect:
                Add(id);
                break;
            case GodotDemoClient.PeerDisconnect:
                Peer.RemovePeer(id);
                break;
            case GodotDemoClient.Offer or GodotDemoClient.Answer:
                Peer.GetPeer(id)?.Connection.SetRemoteDescription(type == GodotDemoClient.Offer ? "offer" : "answer", data);
                break;
            case GodotDemoClient.Candidate:
                var parts = data.Split('\n', StringSplitOptions.RemoveEmptyEntries);
                Peer.GetPeer(id)?.Connection.AddIceCandidate(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]);
                break;
        }
    }

    private void Add(int id)
    {
        var connection = new WebRtcPeerConnection();
        connection.SessionDescriptionCreated += (type, sdp) =>
        {
            connection.SetLocalDescription(type, sdp);
            Send(type == "offer" ? GodotDemoClient.Offer : GodotDemoClient.Answer, id, sdp);
        };
        connection.IceCandidateCreated += (media, index, name) => Send(GodotDemoClient.Candidate, id, $"\n{media}\n{index}\n{name}");
        Assert.Equal(WebRtcError.Ok, Peer.AddPeer(connection, id));
        if (id < Peer.GetUniqueId())
            Assert.Equal(WebRtcError.Ok, connection.CreateOffer());
    }

    private void Send(int type, int id, string data) => _signaling.SendAsync(type, id, data).GetAwaiter().GetResult();
}
