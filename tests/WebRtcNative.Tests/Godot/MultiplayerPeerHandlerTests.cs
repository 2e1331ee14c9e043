using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Handlers that call the members that could pull the rug from under the poll.</summary>
public sealed class MultiplayerPeerHandlerTests : NativeTest
{
    private static readonly Dictionary<string, Action<WebRtcMultiplayerPeer>> s_actions = new()
    {
        ["Poll"] = peer => Assert.Equal(WebRtcError.Ok, peer.Poll()),
        ["Close"] = peer => peer.Close(),
        ["Dispose"] = peer => peer.Dispose(),
        ["Create"] = peer => Assert.Equal(WebRtcError.Ok, peer.CreateServer()),
        ["RemoveAll"] = peer =>
        {
            foreach (var id in peer.GetPeers().Keys)
                Assert.Equal(WebRtcError.Ok, peer.RemovePeer(id));
        },
        ["DisconnectAll"] = peer =>
        {
            foreach (var id in peer.GetPeers().Keys)
                Assert.Equal(WebRtcError.Ok, peer.DisconnectPeer(id));
        },
        ["RemoveAllAndAddOne"] = peer =>
        {
            foreach (var id in peer.GetPeers().Keys)
                peer.DisconnectPeer(id, force: true);
            Assert.Equal(WebRtcError.Ok, peer.AddPeer(new WebRtcPeerConnection(), 3));
        },
        ["Send"] = peer => peer.PutPacket([1]),
    };

    private readonly MultiplayerSession _session;

    public MultiplayerPeerHandlerTests() => _session = Own(new MultiplayerSession());

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var action in s_actions.Keys)
            {
                foreach (var name in new[] { "PeerConnected", "PeerDisconnected", "SessionDescriptionCreated", "IceCandidateCreated" })
                    data.Add(name, action);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Handler_CallsMember_NothingBreaks(string eventName, string action)
    {
        var hostile = _session.JoinMesh(2);
        var fired = false;
        void Act()
        {
            if (fired)
                return;
            fired = true;
            s_actions[action](hostile.Peer);
        }

        _session.JoinMesh(3);
        _session.JoinMesh(4);
        switch (eventName)
        {
            case "PeerConnected":
                hostile.Peer.PeerConnected += _ => Act();
                break;
            case "PeerDisconnected":
                _session.UntilConnected();
                hostile.Peer.PeerDisconnected += _ => Act();
                _session[3].Peer.RemovePeer(2);
                break;
            case "SessionDescriptionCreated":
                hostile.Peer.GetPeer(3)!.Connection.SessionDescriptionCreated += (_, _) => Act();
                break;
            default:
                hostile.Peer.GetPeer(3)!.Connection.IceCandidateCreated += (_, _, _) => Act();
                break;
        }
        _session.Until(() => fired, eventName);

        // Afterwards the object works, on a new session, as do the others among each other.
        hostile.Peer.Close();
        foreach (var id in new[] { 3, 4 })
        {
            // Signaling tells in a game: a peer that was never connected tells nothing.
            if (_session[id].Peer.GetPeer(2) is { IsConnected: false })
                _session[id].Peer.RemovePeer(2);
        }
        _session.Until(
            () => !_session[3].Peer.HasPeer(2) && !_session[4].Peer.HasPeer(2),
            "the end of the old session",
            () => Assert.All(_session[3].TakeAll().Concat(_session[4].TakeAll()), packet => Assert.Equal(2, packet.From)));
        _session.Until(() => _session[3].Peer.GetPeer(4)!.IsConnected && _session[4].Peer.GetPeer(3)!.IsConnected, "the others connected");
        if (action == "Dispose")
        {
            Assert.Equal(WebRtcError.Unconfigured, hostile.Peer.CreateMesh(2));
            return;
        }
        hostile.Log.Clear();
        Assert.Equal(WebRtcError.Ok, hostile.Peer.CreateMesh(2));
        _session.Connect(2, 3);
        _session.UntilConnected();
        Assert.Equal(["+3"], hostile.Log);
        hostile.Send(0, 5);
        _session.Until(() => _session[3].Peer.GetPacketPeer() == 2, "a packet");
    }

    [Fact]
    public void Poll_HandlerThrows_ThrowsAndTheRestWaitsForTheNext()
    {
        var a = _session.JoinMesh(2);
        _session.JoinMesh(3);
        var thrown = 0;
        a.Peer.PeerConnected += _ =>
        {
            if (thrown++ == 0)
                throw new InvalidTimeZoneException("a handler's");
        };

        Assert.Throws<InvalidTimeZoneException>(() => _session.Until(() => false, "the exception"));
        _session.JoinMesh(4);
        _session.UntilConnected();

        Assert.Equal(["+3", "+4"], a.Log);
        Assert.Equal(2, thrown);
    }

    [Fact]
    public void GetPeers_HandlerRemovesWhileItIsIterated_IsASnapshot()
    {
        var (a, _) = _session.MeshOfTwo();

        foreach (var (id, peer) in a.Peer.GetPeers())
        {
            a.Peer.RemovePeer(id);
            Assert.False(peer.IsConnected);
            Assert.Equal(DataChannelState.Closed, peer.Channels[0].GetReadyState());
        }

        Assert.Empty(a.Peer.GetPeers());
    }
}
