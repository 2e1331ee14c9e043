using System.Buffers.Binary;
using System.Net;
using WebRtcNative.Godot;
using WebRtcNative.InteropTests.Networks.Relay;
using WebRtcNative.Tests.Support;
using static WebRtcNative.Godot.WebRtcTransferMode;

namespace WebRtcNative.InteropTests.Networks;

/// <summary>Multiplayer peers over a network that loses a fifth of the packets, or that has ended: what the transfer modes promise, and
/// what the others are told.</summary>
public sealed class MultiplayerPeerLossTests : NativeTest
{
    private const int Count = 600;

    // The relay has no TCP and no IPv6, so candidates of those are not gathered.
    private static readonly PeerConnectionOptions s_options = new()
    {
        IncludeTcp = false,
        IncludeIPv6 = false,
        IceTiming = IceTimingOptions.Games,
    };

    [Theory]
    [InlineData(Reliable, 0)]
    [InlineData(UnreliableOrdered, 0)]
    [InlineData(Unreliable, 0)]
    [InlineData(Reliable, 1)]
    [InlineData(UnreliableOrdered, 2)]
    [InlineData(Unreliable, 3)]
    public void PutPacket_Loss_KeepsThePromiseOfTheMode(WebRtcTransferMode mode, int channel)
    {
        var (session, relay) = Start(new Impairment());
        var (a, b) = session.MeshOfTwo(Reliable, UnreliableOrdered, Unreliable);
        relay.Change(new Impairment { Loss = 0.2, OneWayDelay = TimeSpan.FromMilliseconds(25) });
        a.Peer.TransferMode = channel == 0 ? mode : Reliable;
        a.Peer.TransferChannel = channel;

        var received = new List<int>();
        var sent = 0;
        var packet = new byte[100];
        session.Until(
            // Of the unreliable ones so long after the last that counts that it would have arrived if it were retransmitted.
            () => received.Exists(number => number >= (mode == Reliable ? Count : 2 * Count)),
            "a late packet",
            () =>
            {
                BinaryPrimitives.WriteInt32LittleEndian(packet, sent++);
                Assert.Equal(WebRtcError.Ok, a.Peer.PutPacket(packet));
                while (b.Peer.GetPacketPeer() != 0)
                {
                    Assert.Equal((mode, channel), (b.Peer.GetPacketMode(), b.Peer.GetPacketChannel()));
                    Assert.Equal(WebRtcError.Ok, b.Peer.GetPacket(out var one));
                    received.Add(BinaryPrimitives.ReadInt32LittleEndian(one));
                }
            });
        received.RemoveAll(number => number >= Count);

        Assert.True(relay.Lost > Count / 100, $"The relay has lost only {relay.Lost} packets.");
        if (mode == Reliable)
        {
            Assert.Equal(Enumerable.Range(0, Count), received);
            return;
        }
        // The engine may send a packet a second time (docs/architecture.md). The lower limit leaves room for a stall of the machine, in which packets outlive
        // their time.
        Assert.InRange(received.Count, Count / 4, Count - 1);
        Assert.Equal(received.Count, received.Distinct().Count());
        if (mode == UnreliableOrdered)
            Assert.Equal(received.Order(), received);
    }

    /// <summary>As when its process is killed or its machine fails: nobody says anything.</summary>
    [Fact]
    public void Peer_VanishesWithoutAWord_IsRemovedAndTold()
    {
        var (session, relay) = Start(new Impairment());
        var (a, b) = session.MeshOfTwo();
        b.Send(2, 1);
        session.Until(() => a.Peer.GetAvailablePacketCount() == 1, "the last packet");

        relay.Change(new Impairment { Loss = 1 });
        session.Until(() => b.Log is ["+2", "-2"], "the news");

        Assert.Equal(["+3"], a.Log); // the last packet comes first
        Assert.Equal((3, 1), (a.Peer.GetPacketPeer(), (int)a.TakeAll().Single().Packet[0]));
        session.Until(() => a.Log is ["+3", "-3"], "the news after the packet");
        Assert.Empty(a.Peer.GetPeers());
    }

    [Fact]
    public void Server_VanishesWithoutAWord_ClientIsDisconnected()
    {
        var (session, relay) = Start(new Impairment());
        Assert.Equal(WebRtcError.Ok, session.Add(1).Peer.CreateServer());
        var client = session.Add(2);
        Assert.Equal(WebRtcError.Ok, client.Peer.CreateClient(2));
        session.Connect(1, 2);
        session.UntilConnected();

        relay.Change(new Impairment { Loss = 1 });
        session.Until(() => client.Peer.GetConnectionStatus() == WebRtcConnectionStatus.Disconnected, "the end");

        Assert.Equal(["+1", "-1"], client.Log);
        Assert.Equal(WebRtcError.Unconfigured, client.Peer.PutPacket([1]));
    }

    /// <summary>A session of two, each of whom knows only ports of a relay.</summary>
    private (MultiplayerSession Session, UdpRelay Relay) Start(Impairment impairment)
    {
        var relay = Own(new UdpRelay(impairment, 1));
        var sides = new Dictionary<WebRtcPeerConnection, RelaySide>();
        var session = Own(new MultiplayerSession((from, to) =>
        {
            var side = sides[from] = sides.Count == 0 ? RelaySide.A : RelaySide.B;
            MultiplayerSession.WireDescriptions(from, to);
            from.IceCandidateCreated += (media, index, name) =>
            {
                var candidate = new IceCandidate(name, media, index);
                if (!MappedCandidate.IsServed(candidate))
                    return;
                var mapped = relay.Map(side, new IPEndPoint(IPAddress.Loopback, candidate.Port!.Value));
                to.AddIceCandidate(media, index, MappedCandidate.WithPort(candidate, mapped.Port).Candidate);
            };
        })
        { Options = s_options });
        return (session, relay);
    }
}
