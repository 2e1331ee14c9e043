using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;
using static WebRtcNative.Godot.WebRtcTransferMode;

namespace WebRtcNative.Tests.Godot;

/// <summary>Channels, modes, and the next packet.</summary>
public sealed class MultiplayerPeerPacketTests : NativeTest
{
    private readonly MultiplayerSession _session;

    public MultiplayerPeerPacketTests() => _session = Own(new MultiplayerSession());

    /// <summary>Godot's labels, ids and options: both sides create the channels, so a difference would be another channel.</summary>
    [Fact]
    public void AddPeer_ExtraChannels_AreGodotsOnTheWire()
    {
        var player = _session.Add(2).Peer;
        Assert.Equal(WebRtcError.Ok, player.CreateMesh(2, Reliable, UnreliableOrdered, Unreliable));
        var connection = new WebRtcPeerConnection();
        Assert.Equal(WebRtcError.Ok, player.AddPeer(connection, 3, unreliableLifetime: 40));

        var peer = player.GetPeer(3)!;
        Assert.Same(connection, peer.Connection);
        Assert.Equal((3, false), (peer.Id, peer.IsConnected));
        Assert.Equal(
            [
                ("reliable", 1, true, -1), ("ordered", 2, true, 40), ("unreliable", 3, false, 40),
                ("4", 4, true, -1), ("5", 5, true, 1), ("6", 6, false, 1),
            ],
            peer.Channels.Select(channel => (channel.GetLabel(), channel.GetId(), channel.IsOrdered(), channel.GetMaxPacketLifeTime())));
        Assert.All(peer.Channels, channel => Assert.True(channel.IsNegotiated()));
        Assert.All(peer.Channels, channel => Assert.Equal((-1, ""), (channel.GetMaxRetransmits(), channel.GetProtocol())));
    }

    [Theory]
    [InlineData(Reliable, 0, Reliable)]
    [InlineData(UnreliableOrdered, 0, UnreliableOrdered)]
    [InlineData(Unreliable, 0, Unreliable)]
    [InlineData(Reliable, 1, Unreliable)] // an extra channel has a mode of its own
    [InlineData(Unreliable, 2, Reliable)]
    public void PutPacket_ModeAndChannel_ArriveWithThePacket(WebRtcTransferMode mode, int channel, WebRtcTransferMode expected)
    {
        var (a, b) = _session.MeshOfTwo(Unreliable, Reliable);
        a.Peer.TransferMode = mode;
        a.Peer.TransferChannel = channel;
        a.Send(3, 1, 0, 2);

        _session.Until(() => b.Peer.GetAvailablePacketCount() == 1, "the packet");

        Assert.Equal((2, channel, expected), (b.Peer.GetPacketPeer(), b.Peer.GetPacketChannel(), b.Peer.GetPacketMode()));
        Assert.Equal(WebRtcError.Ok, b.Peer.GetPacket(out var packet));
        Assert.Equal([1, 0, 2], packet);
        Assert.Equal((0, 0, Reliable), (b.Peer.GetPacketPeer(), b.Peer.GetPacketChannel(), b.Peer.GetPacketMode()));
        Assert.Equal(WebRtcError.Unavailable, b.Peer.GetPacket(out packet));
        Assert.Empty(packet);
        Assert.Equal("No packet is waiting.", b.Peer.LastError.Message);
    }

    /// <summary>A packet that arrives between the question and the fetch does not take the other one's place.</summary>
    [Fact]
    public void GetPacketChannel_EarlierChannelFillsMeanwhile_StaysThatOfTheFetchedPacket()
    {
        var (a, b) = _session.MeshOfTwo(Reliable);
        a.Peer.TransferChannel = 1;
        a.Send(3, 1);
        _session.Until(() => b.Peer.GetPacketPeer() == 2, "the first packet");

        a.Peer.TransferChannel = 0;
        a.Send(3, 2);
        _session.Until(() => b.Peer.GetAvailablePacketCount() == 2, "the second packet");

        Assert.Equal(1, b.Peer.GetPacketChannel());
        Assert.Equal([(2, 1), (2, 2)], b.TakeAll().Select(packet => (packet.From, (int)packet.Packet[0])));
    }

    [Fact]
    public void GetPacket_ManyOfTwoPeers_TakesTurns()
    {
        var (a, _) = _session.MeshOfTwo();
        _session.JoinMesh(4);
        _session.UntilConnected();
        for (byte i = 0; i < 3; i++)
        {
            _session[3].Send(2, i);
            _session[4].Send(2, i);
        }
        _session.Until(() => a.Peer.GetAvailablePacketCount() == 6, "all packets");

        Assert.Equal([(3, 0), (4, 0), (3, 1), (4, 1), (3, 2), (4, 2)], a.TakeAll().Select(packet => (packet.From, (int)packet.Packet[0])));
    }

    [Fact]
    public void TryGetPacket_DestinationTooSmall_PacketStaysNext()
    {
        var (a, b) = _session.MeshOfTwo();
        a.Send(3, 1, 2, 3);
        a.Send(3);
        _session.Until(() => b.Peer.GetAvailablePacketCount() == 2, "the packets");

        Assert.False(b.Peer.TryGetPacket(new byte[2], out var length));
        Assert.Equal((3, 2), (length, b.Peer.GetPacketPeer()));
        Assert.True(b.Peer.TryGetPacket(new byte[3], out length));
        Assert.Equal(3, length);
        Assert.True(b.Peer.TryGetPacket([], out length)); // an empty packet
        Assert.False(b.Peer.TryGetPacket(new byte[3], out length));
        Assert.Equal(0, length);
    }

    [Fact]
    public void PutPacket_TooLong_IsAnErrorForOneAndForAll()
    {
        var (a, b) = _session.MeshOfTwo();
        var tooLong = new byte[a.Peer.GetPeer(3)!.Channels[0].GetMaxPacketSize() + 1];

        foreach (var target in new[] { 0, 3, -7 })
        {
            a.Peer.SetTargetPeer(target);
            Assert.Equal(WebRtcError.ParameterRangeError, a.Peer.PutPacket(tooLong));
            Assert.Equal(WebRtcError.ParameterRangeError, a.Peer.LastError.Code);
        }
        a.Send(0, 1);

        _session.Until(() => b.Peer.GetAvailablePacketCount() == 1, "the short packet");
    }

    [Fact]
    public void PutPacket_BufferFull_IsBusyAndNothingIsLost()
    {
        var (a, b) = _session.MeshOfTwo();
        var packet = new byte[256 * 1024];
        var sent = 0;
        a.Peer.SetTargetPeer(0);
        while (a.Peer.PutPacket(packet) == WebRtcError.Ok)
            sent++;
        Assert.Equal(WebRtcError.Busy, a.Peer.LastError.Code);

        var received = 0;
        _session.Until(() => received >= sent, "all packets", () => received += b.TakeAll().Count);
        Assert.Equal(sent, received);
    }

    [Fact]
    public void PutPacket_PeerNotConnected_IsUnavailableForOneAndLeftOutOfAll()
    {
        var player = _session.JoinMesh(2).Peer;
        Assert.Equal(WebRtcError.Ok, player.AddPeer(new WebRtcPeerConnection(), 3));

        Assert.Equal(WebRtcError.Ok, player.PutPacket([1]));
        player.SetTargetPeer(3);
        Assert.Equal(WebRtcError.Unavailable, player.PutPacket([1]));
    }

    [Fact]
    public void PutPacket_NoSuchTargetChannelOrMode_IsInvalid()
    {
        var (a, b) = _session.MeshOfTwo(Reliable);
        a.Peer.SetTargetPeer(9);
        Assert.Equal(WebRtcError.InvalidParameter, a.Peer.PutPacket([1]));
        a.Peer.SetTargetPeer(0);
        foreach (var channel in new[] { -1, 2, int.MinValue, int.MaxValue })
        {
            a.Peer.TransferChannel = channel;
            Assert.Equal(WebRtcError.InvalidParameter, a.Peer.PutPacket([1]));
        }
        a.Peer.TransferChannel = 0;
        a.Peer.TransferMode = (WebRtcTransferMode)3;
        Assert.Equal(WebRtcError.InvalidParameter, a.Peer.PutPacket([1]));
        a.Peer.TransferMode = Reliable;
        a.Send(0, 1);

        _session.Until(() => b.Peer.GetAvailablePacketCount() == 1, "the packet");
        Assert.Equal([(2, 1)], b.TakeAll().Select(packet => (packet.From, (int)packet.Packet[0])));
    }
}
