using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Who meets whom, and whom a packet reaches.</summary>
public sealed class MultiplayerPeerSessionTests : NativeTest
{
    private readonly MultiplayerSession _session;

    public MultiplayerPeerSessionTests() => _session = Own(new MultiplayerSession());

    [Fact]
    public void Mesh_FourPeers_TargetsReachTheMeantOnes()
    {
        int[] ids = [1, 2, 77, int.MaxValue];
        foreach (var id in ids)
            _session.JoinMesh(id);
        _session.UntilConnected();

        foreach (var id in ids)
        {
            var player = _session[id];
            Assert.Equal(ids.Where(other => other != id).Select(other => $"+{other}").Order(), player.Log.Order());
            Assert.Equal((WebRtcConnectionStatus.Connected, id), (player.Peer.GetConnectionStatus(), player.Peer.GetUniqueId()));
            Assert.Equal(ids.Where(other => other != id), player.Peer.GetPeers().Keys);
            Assert.False(player.Peer.IsServerRelaySupported());
        }
        _session[77].Send(0, 1);
        _session[77].Send(-1, 2);
        _session[77].Send(int.MaxValue, 3);
        _session[77].Send(int.MinValue, 4); // no such peer to leave out

        AssertGets(1, (77, 1), (77, 4));
        AssertGets(2, (77, 1), (77, 2), (77, 4));
        AssertGets(int.MaxValue, (77, 1), (77, 2), (77, 3), (77, 4));
        Assert.Empty(_session[77].TakeAll());
    }

    [Fact]
    public void Server_EightClients_SpeakWithTheServerOnly()
    {
        var clients = Enumerable.Range(2, 8).ToArray();
        var server = _session.Add(1);
        Assert.Equal(WebRtcError.Ok, server.Peer.CreateServer());
        foreach (var id in clients)
        {
            Assert.Equal(WebRtcError.Ok, _session.Add(id).Peer.CreateClient(id));
            Assert.Equal(WebRtcConnectionStatus.Connecting, _session[id].Peer.GetConnectionStatus());
            _session.Connect(1, id);
        }
        _session.UntilConnected();

        Assert.True(server.Peer.IsServerRelaySupported());
        server.Send(0, 100);
        foreach (var id in clients)
        {
            AssertGets(id, (1, 100));
            Assert.Equal(WebRtcConnectionStatus.Connected, _session[id].Peer.GetConnectionStatus());
            Assert.Equal(["+1"], _session[id].Log);
            _session[id].Send(id % 2, (byte)id); // to the server by its id, or to all
        }
        var received = new List<(int From, byte[] Packet)>();
        _session.Until(() => received.Count == 8, "all answers", () => received.AddRange(server.TakeAll()));
        Assert.Equal(clients, received.Select(packet => packet.From).Order());
        Assert.All(received, packet => Assert.Equal(packet.From, packet.Packet[0]));
    }

    [Fact]
    public void Mesh_LateJoiner_MeetsAllAndDisturbsNobody()
    {
        var (a, b) = _session.MeshOfTwo();
        a.Send(0, 1);

        _session.JoinMesh(4);
        _session.UntilConnected();
        a.Send(0, 2);

        AssertGets(3, (2, 1), (2, 2));
        AssertGets(4, (2, 2));
        Assert.Equal(["+2", "+4"], b.Log);
    }

    /// <summary>As server and client on one object, one after the other, as a program that goes back to its menu does.</summary>
    [Fact]
    public void Create_SessionThere_ClosesItAndTellsThePeers()
    {
        var (a, b) = _session.MeshOfTwo();

        Assert.Equal(WebRtcError.Ok, a.Peer.CreateServer());
        _session.Until(() => b.Log is ["+2", "-2"], "the end of the first session");
        Assert.Equal((1, WebRtcConnectionStatus.Connected), (a.Peer.GetUniqueId(), a.Peer.GetConnectionStatus()));
        Assert.Empty(a.Peer.GetPeers());
        Assert.Equal(["+3"], a.Log);
        a.Peer.Close();
        Assert.Equal((0, WebRtcConnectionStatus.Disconnected), (a.Peer.GetUniqueId(), a.Peer.GetConnectionStatus()));

        Assert.Equal(WebRtcError.Ok, a.Peer.CreateMesh(2));
        _session.Connect(2, 3);
        _session.UntilConnected();
        a.Send(0, 5);
        AssertGets(3, (2, 5));
    }

    [Fact]
    public void Client_ServerLost_IsDisconnectedAndMayAddItAgain()
    {
        var (server, client) = (_session.Add(1), _session.Add(2));
        server.Peer.CreateServer();
        client.Peer.CreateClient(2);
        _session.Connect(1, 2);
        _session.UntilConnected();

        server.Peer.RemovePeer(2);
        _session.Until(() => client.Log is ["+1", "-1"], "the end");
        Assert.Equal(WebRtcConnectionStatus.Disconnected, client.Peer.GetConnectionStatus());
        Assert.Equal(WebRtcError.Unconfigured, client.Peer.PutPacket([1]));
        Assert.Equal(WebRtcError.Ok, client.Peer.Poll());

        _session.Connect(1, 2);
        Assert.Equal(WebRtcConnectionStatus.Connecting, client.Peer.GetConnectionStatus());
        _session.UntilConnected();
        client.Send(1, 9);
        AssertGets(1, (2, 9));
        Assert.Equal(["+2", "-2", "+2"], server.Log);
    }

    [Fact]
    public void Client_ConnectionFailsBeforeItIsConnected_IsDisconnectedWithoutEvent()
    {
        var client = _session.Add(2);
        client.Peer.CreateClient(2);
        var connection = new WebRtcPeerConnection();
        Assert.Equal(WebRtcError.Ok, client.Peer.AddPeer(connection, 1));

        connection.Close();
        _session.Poll();

        Assert.Equal(WebRtcConnectionStatus.Disconnected, client.Peer.GetConnectionStatus());
        Assert.False(client.Peer.HasPeer(1));
        Assert.Empty(client.Log);
    }

    [Fact]
    public void GenerateUniqueId_Many_AreValidAndDiffer()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => WebRtcMultiplayerPeer.GenerateUniqueId()).ToArray();

        Assert.All(ids, id => Assert.InRange(id, 2, int.MaxValue));
        Assert.InRange(ids.Distinct().Count(), 990, 1000);
    }

    private void AssertGets(int id, params (int From, byte Content)[] expected)
    {
        var received = new List<(int From, byte Content)>();
        _session.Until(
            () => received.Count >= expected.Length,
            $"packets for {id}",
            () => received.AddRange(_session[id].TakeAll().Select(packet => (packet.From, packet.Packet.Single()))));
        Assert.Equal(expected, received);
    }
}
