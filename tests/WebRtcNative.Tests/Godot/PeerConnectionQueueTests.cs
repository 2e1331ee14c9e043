using System.Runtime.CompilerServices;
using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Many objects on one queue.</summary>
public sealed class PeerConnectionQueueTests : NativeTest
{
    [Fact]
    public void Poll_OfTheQueue_ServesAll()
    {
        var queue = Own(new EventQueue());
        var pairs = Enumerable.Range(0, 10).Select(_ => Own(new Pair(queue: queue))).ToList();
        var channels = pairs.ConvertAll(pair => pair.A.CreateDataChannel("channel")!);
        Assert.All(pairs, pair => Assert.Equal(WebRtcError.Ok, pair.A.CreateOffer()));

        Wait.Until(() => pairs.TrueForAll(pair => pair.ReceivedByB.Count == 1), "all connected", () => queue.Poll());
        Wait.Until(() => channels.TrueForAll(Pair.IsOpen), "all open", () => queue.Poll());

        Assert.All(channels, channel => Assert.Equal(WebRtcError.Ok, channel.PutPacket("packet"u8)));
        Wait.Until(() => pairs.TrueForAll(pair => pair.ReceivedByB[0].GetAvailablePacketCount() == 1), "all packets");
    }

    [Fact]
    public void Poll_OfOneObject_RaisesTheEventsOfAll()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new Pair(queue: queue));
        var other = Own(new WebRtcPeerConnection(queue));
        var channel = pair.A.CreateDataChannel("channel");
        Assert.NotNull(channel);
        Assert.Equal(WebRtcError.Ok, pair.A.CreateOffer());

        Wait.Until(() => Pair.IsOpen(channel), "connected", () => Assert.Equal(WebRtcError.Ok, other.Poll()));
    }

    [Fact]
    public void Dispose_OneObject_LeavesTheQueueToTheOthers()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new Pair(queue: queue));
        var (a, b) = pair.Open();
        using (var other = new WebRtcPeerConnection(queue))
            other.CreateDataChannel("channel");

        pair.Carry(a, b);
    }

    [Fact]
    public void Dispose_OfTheQueue_ClosesAllObjects()
    {
        var queue = new EventQueue();
        var pair = Own(new Pair(queue: queue));
        var (a, _) = pair.Open();

        queue.Dispose();

        Assert.Equal(WebRtcConnectionState.Closed, pair.A.GetConnectionState());
        Assert.Equal(SignalingState.Closed, pair.A.GetSignalingState());
        Assert.Equal(WebRtcError.Unconfigured, pair.A.Poll());
        Assert.Equal(WebRtcError.Unconfigured, pair.A.CreateOffer());
        Assert.Equal(WebRtcError.Unconfigured, pair.A.SetRemoteDescription("rollback", string.Empty));
        Assert.Equal(WebRtcError.Unconfigured, pair.A.AddIceCandidate("0", 0, string.Empty));
        Assert.Equal(WebRtcError.Unconfigured, pair.A.GetStats(_ => { }));
        Assert.Equal(WebRtcError.Unconfigured, a.PutPacket("late"u8));
        Assert.Null(pair.A.CreateDataChannel("channel"));
        Assert.Null(pair.A.Connection);
        Assert.Equal(WebRtcError.Unconfigured, pair.A.Initialize());
        Assert.Contains("queue", pair.A.LastError.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void New_DisposedQueue_IsClosed()
    {
        var queue = new EventQueue();
        queue.Dispose();

        var connection = Own(new WebRtcPeerConnection(queue));

        Assert.Equal(WebRtcConnectionState.Closed, connection.GetConnectionState());
        Assert.Equal(WebRtcError.Unconfigured, connection.LastError.Code);
    }

    [Fact]
    public void New_QueueThatRaisesEventsByItself_ArgumentException()
    {
        using var queue = new EventQueue(new SynchronizationContext());

        Assert.Equal("queue", Assert.Throws<ArgumentException>(() => new WebRtcPeerConnection(queue)).ParamName);
        Assert.Equal("queue", Assert.Throws<ArgumentException>(() => new WebRtcPeerConnection(EventQueue.Shared)).ParamName);
        Assert.Equal("queue", Assert.Throws<ArgumentNullException>(() => new WebRtcPeerConnection((EventQueue)null!)).ParamName);
    }

    [Fact]
    public void New_QueueAndFactory_UsesBoth()
    {
        using var factory = new PeerConnectionFactory(new() { PeerConnection = new() { ReceiveLimit = 12345 } });
        var queue = Own(new EventQueue());

        var connection = Own(new WebRtcPeerConnection(queue, factory));

        Assert.Equal(12345, connection.Connection!.GetConfiguration().ReceiveLimit);
        connection.CreateDataChannel("channel");
        var offers = 0;
        connection.SessionDescriptionCreated += (_, _) => offers++;
        Assert.Equal(WebRtcError.Ok, connection.CreateOffer());
        Wait.Until(() => offers == 1, "an offer", () => queue.Poll());
    }

    [Fact]
    public void Poll_HandlerDisposesTheQueue_EndsWithoutAnError()
    {
        var queue = new EventQueue();
        var pair = Own(new Pair(queue: queue));
        pair.A.SessionDescriptionCreated += (_, _) => queue.Dispose();
        pair.A.CreateDataChannel("channel");
        Assert.Equal(WebRtcError.Ok, pair.A.CreateOffer());

        Wait.Until(() => pair.A.Poll() == WebRtcError.Unconfigured, "the end");

        Assert.Equal(WebRtcConnectionState.Closed, pair.B.GetConnectionState());
    }

    [Fact]
    public void LetGo_QueueAndObjects_AreCollected()
    {
        var connection = LetGo();

        Wait.Until(() => !connection.IsAlive, "the connection collected", () =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LetGo() => new(new WebRtcPeerConnection(new EventQueue()).Connection);
}
