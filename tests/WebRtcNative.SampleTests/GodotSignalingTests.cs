using System.Net;
using System.Net.WebSockets;
using WebRtcNative.Tests.Support;
using static WebRtcNative.SampleTests.GodotDemoClient;

namespace WebRtcNative.SampleTests;

/// <summary>The signaling server as that of Godot's demo project.</summary>
public sealed class GodotSignalingTests : IAsyncLifetime, IDisposable
{
    private readonly CancellationTokenSource _late = new(Wait.ProgramDeadline);
    private readonly Stack<IDisposable> _owned = new();
    private string _address = string.Empty;

    public static TheoryData<string, string> BadMessages => new()
    {
        { "", "a message is JSON" },
        { "{", "a message is JSON" },
        { "J: \n", "a message is JSON" },
        { new string('[', 1000), "a message is JSON" },
        { """{"type":4,"id":1,"data":"\ud800"}""", "a message is JSON" },
        { "[]", "a message is a JSON object" },
        { "null", "a message is a JSON object" },
        { """{"id":0,"data":""}""", "type must be a whole number" },
        { """{"type":"4","id":1,"data":""}""", "type must be a whole number" },
        { """{"type":4.5,"id":1,"data":""}""", "type must be a whole number" },
        { """{"type":8,"id":1,"data":""}""", "there is no such type of message" },
        { """{"type":4,"data":""}""", "id must be a whole number" },
        { """{"type":4,"id":-1,"data":""}""", "id must be a whole number" },
        { """{"type":4,"id":1e99,"data":""}""", "id must be a whole number" },
        { """{"type":4,"id":1}""", "data must be a string" },
        { """{"type":4,"id":1,"data":{}}""", "data must be a string" },
        { """{"type":4,"id":0,"data":""}""", "there is no peer 0" },
        { """{"type":5,"id":2147483647,"data":""}""", "there is no peer 2147483647" },
        { """{"type":0,"id":0,"data":""}""", "already in a lobby" },
        { """{"type":0,"id":0,"data":"another"}""", "already in a lobby" },
        { """{"type":1,"id":1,"data":""}""", "only the server sends such a message" },
        { """{"type":3,"id":1,"data":""}""", "only the server sends such a message" },
        { """{"type":7,"id":0,"data":""}""", "only the host can seal the lobby" },
    };

    public async Task InitializeAsync()
    {
        var (server, address) = await RunningProgram.StartSignalingAsync(_late.Token);
        _owned.Push(server);
        _address = address;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        while (_owned.TryPop(out var owned))
            owned.Dispose();
        _late.Dispose();
    }

    [Fact]
    public async Task Mesh_ThreePlayers_MeetAndHearEachOther()
    {
        var players = await MeetAsync(3, mesh: true, player => player.Connected.Count == 2);

        Assert.Contains(players, player => player.Peer.GetUniqueId() == 1);
        Assert.All(players, player => Assert.Equal(players[0].Lobby, player.Lobby));
        await HearAllAsync(players, expected: player => [.. players.Where(other => other != player)]);
    }

    [Fact]
    public async Task ClientServer_ThreePlayers_MeetTheHostOnly()
    {
        var players = await MeetAsync(3, mesh: false, player => player.Connected.Count == (player.Peer.GetUniqueId() == 1 ? 2 : 1));

        Assert.True(players[0].Peer.IsServerRelaySupported());
        await HearAllAsync(players, expected: player => player == players[0] ? players[1..] : [players[0]]);
    }

    [Fact]
    public async Task Leave_ClientThenHost_OthersAreTold()
    {
        var (host, lobby) = await HostAsync();
        var (a, idA) = await JoinAsync(lobby);
        var (b, idB) = await JoinAsync(lobby);
        Assert.Equal((PeerConnect, idA, ""), await host.ReceiveAsync());
        Assert.Equal((PeerConnect, idB, ""), await host.ReceiveAsync());
        Assert.Equal((PeerConnect, idB, ""), await a.ReceiveAsync());

        a.Dispose(); // killed
        Assert.Equal((PeerDisconnect, idA, ""), await host.ReceiveAsync());
        Assert.Equal((PeerDisconnect, idA, ""), await b.ReceiveAsync());
        await host.LeaveAsync();

        Assert.Equal((4000, "the host has left"), await b.WaitForEndAsync());
        await AssertRefusedAsync(lobby, "there is no such lobby");
    }

    [Fact]
    public async Task ClientServer_ClientLeaves_OnlyTheHostIsTold()
    {
        var (host, lobby) = await HostAsync(mesh: false);
        var (a, idA) = await JoinAsync(lobby);
        var (b, idB) = await JoinAsync(lobby);
        await a.LeaveAsync();

        Assert.Equal((PeerConnect, idA, ""), await host.ReceiveAsync());
        Assert.Equal((PeerConnect, idB, ""), await host.ReceiveAsync());
        Assert.Equal((PeerDisconnect, idA, ""), await host.ReceiveAsync());
        await host.SendAsync(Offer, idB, "the next message");
        Assert.Equal((Offer, 1, "the next message"), await b.ReceiveAsync());
    }

    [Fact]
    public async Task Seal_Host_KeepsOthersOutAndEndsTheLobbyLater()
    {
        var (host, lobby) = await HostAsync();
        var (a, idA) = await JoinAsync(lobby);
        var (b, _) = await JoinAsync(lobby);
        await a.ReceiveAsync(); // b's PeerConnect

        await host.SendAsync(Seal, 0, "");
        Assert.Equal((Seal, 0, ""), await a.ReceiveAsync());
        Assert.Equal((Seal, 0, ""), await b.ReceiveAsync());
        await AssertRefusedAsync(lobby, "the lobby is sealed");
        await host.SendAsync(Seal, 0, ""); // nothing new
        await b.LeaveAsync(); // which says nothing of the game
        await host.SendAsync(Candidate, idA, "\ndata\n0\ncandidate:1");
        Assert.Equal((Candidate, 1, "\ndata\n0\ncandidate:1"), await a.ReceiveAsync());

        Assert.Equal((1000, "the lobby was sealed"), await a.WaitForEndAsync());
        Assert.Equal((1000, "the lobby was sealed"), await host.WaitForEndAsync());
        await AssertRefusedAsync(lobby, "there is no such lobby");
    }

    [Theory]
    [MemberData(nameof(BadMessages))]
    public async Task BadMessage_InALobby_IsRefusedAndHarmsNoOne(string message, string reason)
    {
        var (host, lobby) = await HostAsync();
        var (hostile, id) = await JoinAsync(lobby);
        await host.ReceiveAsync(); // its PeerConnect

        await hostile.SendAsync(message);

        Assert.Equal((4000, reason), await hostile.WaitForEndAsync());
        Assert.Equal((PeerDisconnect, id, ""), await host.ReceiveAsync());
        await AssertWorksAsync(host, lobby);
    }

    [Theory]
    [InlineData(WebSocketMessageType.Binary, 10, 1003, "text only")]
    [InlineData(WebSocketMessageType.Text, 10_000_000, 1009, "a message has at most 65536 bytes")]
    public async Task BadFrame_InALobby_IsRefusedAndHarmsNoOne(WebSocketMessageType type, int length, int status, string reason)
    {
        var (host, lobby) = await HostAsync();
        var (hostile, _) = await JoinAsync(lobby);
        await host.ReceiveAsync();
        var message = new byte[length];
        message.AsSpan().Fill((byte)' ');

        await hostile.SendAsync(message, type);

        Assert.Equal((status, reason), await hostile.WaitForEndAsync());
        Assert.Equal(PeerDisconnect, (await host.ReceiveAsync())?.Type);
        await AssertWorksAsync(host, lobby);
    }

    [Fact]
    public async Task MessageToOneself_IsRefused()
    {
        var (host, _) = await HostAsync();
        await host.SendAsync(Offer, 1, "");
        Assert.Equal((4000, "there is no peer 1"), await host.WaitForEndAsync());
    }

    [Theory]
    [InlineData(Offer, "not in a lobby")]
    [InlineData(Seal, "not in a lobby")]
    [InlineData(Id, "only the server sends such a message")]
    public async Task BadMessage_InNoLobby_IsRefused(int type, string reason)
    {
        var client = await ConnectAsync();
        await client.SendAsync(type, 1, "");
        Assert.Equal((4000, reason), await client.WaitForEndAsync());
    }

    /// <summary>The script of a Godot that makes fractions of JSON's numbers.</summary>
    [Fact]
    public async Task NumbersAsFractions_AreRead()
    {
        var client = await ConnectAsync();
        await client.SendAsync("""{"data":"","id":0.0,"more":[1],"type":0.0}""");
        Assert.Equal((Id, 1, "true"), await client.ReceiveAsync());
    }

    [Fact]
    public async Task Join_LobbyFull_IsRefused()
    {
        var (host, lobby) = await HostAsync();
        var last = host;
        for (var i = 1; i < 64; i++)
            (last, _) = await JoinAsync(lobby);

        await AssertRefusedAsync(lobby, "the lobby is full");
        await last.LeaveAsync();
        while ((await host.ReceiveAsync())!.Value.Type != PeerDisconnect)
            continue;
        await JoinAsync(lobby);
    }

    [Fact]
    public async Task NoJoin_ForTenSeconds_IsRefused()
    {
        var client = await ConnectAsync();
        Assert.Equal((4000, "no lobby was joined for 10 s"), await client.WaitForEndAsync());
    }

    [Fact]
    public async Task Flood_ToAPeerThatDoesNotRead_EndsTheSender()
    {
        var (host, lobby) = await HostAsync();
        var (hostile, _) = await JoinAsync(lobby);
        var (bystander, id) = await JoinAsync(lobby);
        await hostile.ReceiveAsync(); // the bystander's PeerConnect
        var ending = hostile.WaitForEndAsync();
        var message = new string('x', 60_000);

        while (!ending.IsCompleted)
        {
            try
            {
                await hostile.SendAsync(Offer, 1, message);
            }
            catch (WebSocketException)
            {
                break; // closed
            }
        }

        Assert.Equal((4000, "the peer 1 does not read"), await ending);
        await bystander.SendAsync(Answer, 1, "from a bystander");
        var received = (await host.ReceiveAsync())!.Value; // it reads again, and is still there
        while (received.Type != Answer)
            received = (await host.ReceiveAsync())!.Value;
        Assert.Equal((Answer, id, "from a bystander"), received);
    }

    [Fact]
    public async Task NoWebSocket_IsRefused()
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri($"{_address.Replace("ws:", "http:", StringComparison.Ordinal)}/godot"), _late.Token);
        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
    }

    private async Task<GodotDemoClient> ConnectAsync() => Own(await GodotDemoClient.ConnectAsync(_address, _late.Token));

    private async Task<(GodotDemoClient Host, string Lobby)> HostAsync(bool mesh = true)
    {
        var host = await GodotDemoClient.HostAsync(_address, _late.Token, mesh);
        return (Own(host.Host), host.Lobby);
    }

    private async Task<(GodotDemoClient Client, int Id)> JoinAsync(string lobby)
    {
        var client = await GodotDemoClient.JoinAsync(_address, lobby, _late.Token);
        return (Own(client.Client), client.Id);
    }

    private async Task AssertRefusedAsync(string lobby, string reason)
    {
        var client = await ConnectAsync();
        await client.SendAsync(Join, 0, lobby);
        Assert.Equal((4000, reason), await client.WaitForEndAsync());
    }

    /// <summary>The lobby takes a client, and messages go both ways.</summary>
    private async Task AssertWorksAsync(GodotDemoClient host, string lobby)
    {
        var (client, id) = await JoinAsync(lobby);
        Assert.Equal((PeerConnect, id, ""), await host.ReceiveAsync());
        await client.SendAsync(Offer, 1, "v=0\r\n\"ü\"");
        Assert.Equal((Offer, id, "v=0\r\n\"ü\""), await host.ReceiveAsync());
        await host.SendAsync(Answer, id, "answer");
        Assert.Equal((Answer, 1, "answer"), await client.ReceiveAsync());
    }

    private async Task<GodotDemoPlayer[]> MeetAsync(int count, bool mesh, Func<GodotDemoPlayer, bool> hasMet)
    {
        var players = new List<GodotDemoPlayer> { Own(await GodotDemoPlayer.StartAsync(_address, "", mesh, _late.Token)) };
        await UntilAsync(players, () => players[0].Lobby != null);
        for (var i = 1; i < count; i++)
            players.Add(Own(await GodotDemoPlayer.StartAsync(_address, players[0].Lobby!, mesh, _late.Token)));
        await UntilAsync(players, () => players.TrueForAll(player => hasMet(player)));
        return [.. players];
    }

    private async Task HearAllAsync(GodotDemoPlayer[] players, Func<GodotDemoPlayer, GodotDemoPlayer[]> expected)
    {
        foreach (var player in players)
            Assert.Equal(Godot.WebRtcError.Ok, player.Peer.PutPacket([1]));
        await UntilAsync(players, () => Array.TrueForAll(players, player => player.Peer.GetAvailablePacketCount() == expected(player).Length));
        foreach (var player in players)
        {
            var heard = new List<int>();
            while (player.Peer.GetPacketPeer() is > 0 and var from && player.Peer.GetPacket(out _) == Godot.WebRtcError.Ok)
                heard.Add(from);
            Assert.Equal(expected(player).Select(other => other.Peer.GetUniqueId()).Order(), heard.Order());
        }
    }

    private async Task UntilAsync(IEnumerable<GodotDemoPlayer> players, Func<bool> condition)
    {
        while (!condition())
        {
            _late.Token.ThrowIfCancellationRequested();
            foreach (var player in players)
                await player.PollAsync();
            Wait.Frame();
        }
    }

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Push(owned);
        return owned;
    }
}
