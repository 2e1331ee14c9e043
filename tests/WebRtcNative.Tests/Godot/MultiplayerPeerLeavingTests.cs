using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Leaving tells the others, each way of it, and the last packets come before the news.</summary>
public sealed class MultiplayerPeerLeavingTests : NativeTest
{
    private const int Last = 500;

    private readonly MultiplayerSession _session;

    public MultiplayerPeerLeavingTests() => _session = Own(new MultiplayerSession());

    public static TheoryData<string> Ways => ["RemovePeer", "DisconnectPeer", "Force", "Close", "Dispose", "Connection", "Channel"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Leave_EachWay_TellsTheOtherAndLeavesTheThirdAlone(string way)
    {
        _session.Options = new PeerConnectionOptions { ClosingTimeout = TimeSpan.FromSeconds(way == "Channel" ? 1 : 300) };
        var (a, b) = _session.MeshOfTwo();
        var c = _session.JoinMesh(4);
        _session.UntilConnected();
        var endsAll = way is "Close" or "Dispose";

        Leave(a.Peer, 3, way);
        _session.Until(() => b.Log.Contains("-2") && (endsAll || !a.Peer.HasPeer(3)), "the news");
        if (endsAll)
            _session.Until(() => c.Log.Contains("-2"), "the news of the third");

        Assert.False(b.Peer.HasPeer(2));
        // What this side itself has ended at once, and what it was told not to say, is no news.
        Assert.Equal(endsAll || way == "Force" ? ["+3", "+4"] : ["+3", "+4", "-3"], a.Log);
        Assert.Equal(["+2", "+4", "-2"], b.Log);
        b.Send(0, 1);
        _session.Until(() => c.TakeAll().Count == 1, "a packet among those who stay");
        if (!endsAll)
        {
            a.Send(0, 1);
            _session.Until(() => c.TakeAll().Count == 1, "a packet of the one whose peer has left");
        }
    }

    /// <summary>On two channels, the later of which has more to carry than a round trip can.</summary>
    [Fact]
    public void DisconnectPeer_PacketsSentBefore_ArriveBeforeTheNews()
    {
        var (a, b) = _session.MeshOfTwo(WebRtcTransferMode.Reliable);
        var packet = new byte[20_000];
        a.Peer.SetTargetPeer(3);
        for (var i = 0; i < Last; i++)
        {
            a.Peer.TransferChannel = i % 2;
            Assert.Equal(WebRtcError.Ok, a.Peer.PutPacket(packet.AsSpan(0, i % 2 == 0 ? 1 : packet.Length)));
        }

        Assert.Equal(WebRtcError.Ok, a.Peer.DisconnectPeer(3));
        Assert.Equal(WebRtcError.Ok, a.Peer.DisconnectPeer(3)); // nothing new
        Assert.Equal(WebRtcError.Unavailable, a.Peer.PutPacket([1]));
        a.Peer.SetTargetPeer(0);
        Assert.Equal(WebRtcError.Ok, a.Peer.PutPacket([1])); // nobody is left

        var received = 0;
        _session.Until(() => b.Log.Contains("-2"), "the news", () => received += b.TakeAll().Count);
        Assert.Equal(Last, received);
        _session.Until(() => a.Log is ["+3", "-3"], "the end at this side");
    }

    [Fact]
    public void PeerDisconnected_PacketsUnread_WaitsUntilTheyAreFetched()
    {
        var (a, b) = _session.MeshOfTwo();
        a.Send(3, 1);
        a.Send(3, 2);
        a.Peer.DisconnectPeer(3);
        _session.Until(() => !a.Peer.HasPeer(3), "the end at the side that leaves");
        _session.Until(
            () => b.Peer.GetPeer(2)!.Channels.All(channel => channel.GetReadyState() == DataChannelState.Closed), "the end at the other side");

        Assert.Equal(WebRtcError.Ok, b.Peer.Poll());
        Assert.Equal(["+2"], b.Log);
        Assert.Equal(2, b.Peer.GetAvailablePacketCount());
        Assert.Equal([1, 2], b.TakeAll().Select(packet => (int)packet.Packet[0]));
        Assert.Equal(WebRtcError.Ok, b.Peer.Poll());
        Assert.Equal(["+2", "-2"], b.Log);
    }

    /// <summary>The packet that was chosen is gone with its peer; those of others stay.</summary>
    [Fact]
    public void RemovePeer_ItsPacketIsNext_DropsItAndTakesTheOthers()
    {
        var (a, _) = _session.MeshOfTwo();
        _session.JoinMesh(4);
        _session.UntilConnected();
        _session[3].Send(2, 3);
        _session[4].Send(2, 4);
        _session.Until(() => a.Peer.GetAvailablePacketCount() == 2, "both packets");
        Assert.Equal(3, a.Peer.GetPacketPeer());

        a.Peer.RemovePeer(3);

        Assert.Equal((4, 1), (a.Peer.GetPacketPeer(), a.Peer.GetAvailablePacketCount()));
        Assert.Equal(["+3", "+4"], a.Log); // in the next poll
        a.Peer.Poll();
        Assert.Equal(["+3", "+4", "-3"], a.Log);
        Assert.Equal((4, 4), (a.Peer.GetPacketPeer(), (int)a.TakeAll().Single().Packet[0]));
    }

    [Fact]
    public void RemovePeer_NotConnectedYet_RaisesNothing()
    {
        var a = _session.JoinMesh(2);
        Assert.Equal(WebRtcError.Ok, a.Peer.AddPeer(new WebRtcPeerConnection(), 3));

        Assert.Equal(WebRtcError.Ok, a.Peer.RemovePeer(3));
        a.Peer.Poll();

        Assert.Empty(a.Log);
        Assert.Equal(WebRtcError.InvalidParameter, a.Peer.RemovePeer(3));
    }

    [Fact]
    public void RemovePeer_SameIdAgain_IsToldInOrder()
    {
        var (a, b) = _session.MeshOfTwo();

        a.Peer.RemovePeer(3);
        b.Peer.RemovePeer(2);
        _session.Connect(2, 3);
        _session.UntilConnected();

        Assert.Equal(["+3", "-3", "+3"], a.Log);
        Assert.Equal(["+2", "-2", "+2"], b.Log);
    }

    private static void Leave(WebRtcMultiplayerPeer peer, int other, string way)
    {
        switch (way)
        {
            case "RemovePeer":
                peer.RemovePeer(other);
                break;
            case "DisconnectPeer":
                peer.DisconnectPeer(other);
                break;
            case "Force":
                peer.DisconnectPeer(other, force: true);
                Assert.False(peer.HasPeer(other));
                break;
            case "Close":
                peer.Close();
                break;
            case "Dispose":
                peer.Dispose();
                break;
            case "Connection":
                peer.GetPeer(other)!.Connection.Close();
                break;
            case "Channel":
                peer.GetPeer(other)!.Channels[2].Close();
                break;
        }
    }
}
