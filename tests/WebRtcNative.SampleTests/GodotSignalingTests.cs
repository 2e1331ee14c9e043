using static WebRtcNative.SampleTests.GodotDemoClient;

namespace WebRtcNative.SampleTests;

/// <summary>The signaling server as that of Godot's demo project.</summary>
public sealed class GodotSignalingTests : GodotSignalingTest
{
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

    /// <summary>The script of a Godot that makes fractions of JSON's numbers.</summary>
    [Fact]
    public async Task NumbersAsFractions_AreRead()
    {
        var client = await ConnectAsync();
        await client.SendAsync("""{"data":"","id":0.0,"more":[1],"type":0.0}""");
        Assert.Equal((Id, 1, "true"), await client.ReceiveAsync());
    }

    private async Task<GodotDemoPlayer[]> MeetAsync(int count, bool mesh, Func<GodotDemoPlayer, bool> hasMet)
    {
        var players = new List<GodotDemoPlayer> { Own(await GodotDemoPlayer.StartAsync(Address, "", mesh, Late)) };
        await UntilAsync(players, () => players[0].Lobby != null);
        for (var i = 1; i < count; i++)
            players.Add(Own(await GodotDemoPlayer.StartAsync(Address, players[0].Lobby!, mesh, Late)));
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
}
