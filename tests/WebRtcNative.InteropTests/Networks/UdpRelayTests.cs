using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using WebRtcNative.InteropTests.Networks.Relay;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Networks;

/// <summary>The relay itself, with bare sockets as peers: the visible addresses, and the fate of packets.</summary>
public sealed class UdpRelayTests : IDisposable
{
    private readonly Socket _a = Bound();
    private readonly Socket _b = Bound();

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
    }

    [Fact]
    public void Map_TwoPeers_SeeOnlyThePortsOfTheRelay()
    {
        using var relay = new UdpRelay(new Impairment(), 1);
        var (a, b) = MapBoth(relay);

        _a.SendTo([1], b);
        Assert.Equal((1, a), Receive(_b));
        _b.SendTo([2], a);
        Assert.Equal((2, b), Receive(_a));
        Assert.Equal(a, relay.Map(RelaySide.A, Local(_a)));
        Assert.DoesNotContain(a.Port, new[] { Local(_a).Port, Local(_b).Port });
    }

    [Fact]
    public void Map_UnknownSource_GetsAPortThatLeadsBack()
    {
        using var relay = new UdpRelay(new Impairment(), 1);
        using var second = Bound();
        var (a, b) = MapBoth(relay);

        second.SendTo([1], b);
        var (_, seen) = Receive(_b);
        Assert.NotEqual(a, seen);
        Assert.NotEqual(Local(second), seen);
        _b.SendTo([2], seen);
        Assert.Equal((2, b), Receive(second));
    }

    [Fact]
    public void Forward_EverythingLost_ForwardsNothing()
    {
        using var relay = new UdpRelay(new Impairment { Loss = 1 }, 1);
        var (_, b) = MapBoth(relay);

        Send(_a, b, 100);

        Wait.Until(() => relay.Lost == 100, "all packets lost");
        Assert.Equal(0, relay.Forwarded);
        Assert.Equal(0, _b.Available);
    }

    [Fact]
    public void Forward_EverythingDuplicated_ArrivesTwice()
    {
        using var relay = new UdpRelay(new Impairment { Duplication = 1 }, 1);
        var (_, b) = MapBoth(relay);

        Send(_a, b, 100);

        Assert.Equal(Enumerable.Range(0, 200).Select(i => i / 2), Receive(_b, 200));
    }

    [Fact]
    public void Forward_Delay_ArrivesLaterAndInOrder()
    {
        var delay = TimeSpan.FromMilliseconds(50);
        using var relay = new UdpRelay(new Impairment { OneWayDelay = delay }, 1);
        var (_, b) = MapBoth(relay);
        var watch = Stopwatch.StartNew();

        Send(_a, b, 100);
        var first = Receive(_b).Number;

        Assert.True(watch.Elapsed >= delay, $"The first came after {watch.Elapsed}.");
        Assert.Equal(Enumerable.Range(0, 100), Receive(_b, 99).Prepend(first));
    }

    [Fact]
    public void Forward_Reordering_ArrivesOnceInAnotherOrder()
    {
        using var relay = new UdpRelay(new Impairment { Reordering = 0.3 }, 1);
        var (_, b) = MapBoth(relay);

        Send(_a, b, 100);
        var received = Receive(_b, 100);

        Assert.NotEqual(Enumerable.Range(0, 100), received);
        Assert.Equal(Enumerable.Range(0, 100), received.Order());
    }

    private (IPEndPoint A, IPEndPoint B) MapBoth(UdpRelay relay) =>
        (relay.Map(RelaySide.A, Local(_a)), relay.Map(RelaySide.B, Local(_b)));

    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveTimeout = (int)Wait.Deadline.TotalMilliseconds,
        };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static IPEndPoint Local(Socket socket) => (IPEndPoint)socket.LocalEndPoint!;

    private static void Send(Socket from, IPEndPoint to, byte count)
    {
        for (byte i = 0; i < count; i++)
            from.SendTo([i], to);
    }

    private static List<int> Receive(Socket socket, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Receive(socket).Number)];

    private static (int Number, IPEndPoint From) Receive(Socket socket)
    {
        var packet = new byte[1];
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        socket.ReceiveFrom(packet, ref from);
        return (packet[0], (IPEndPoint)from);
    }
}
