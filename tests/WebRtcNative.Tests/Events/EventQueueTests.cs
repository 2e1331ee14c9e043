using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Events;

/// <summary>A polled queue.</summary>
public sealed class EventQueueTests : NativeTest
{
    [Fact]
    public void Poll_WhileAnotherThreadPolls_InvalidOperationException()
    {
        var queue = Own(new EventQueue());
        var connection = Own(new PeerConnection(queue: queue));
        Exception? second = null;
        connection.NegotiationNeeded += (_, _) => second = CoreThread.Run(() => Record.Exception(() => queue.Poll()));

        connection.CreateDataChannel("channel");
        Wait.Until(() => second != null, "the event", () => queue.Poll());

        Assert.IsType<InvalidOperationException>(second);
        // And is free again when the first has returned.
        Assert.Equal(0, CoreThread.Run(queue.Poll));
    }

    [Fact]
    public void Poll_Shared_InvalidOperationException() => Assert.Throws<InvalidOperationException>(() => EventQueue.Shared.Poll());

    [Fact]
    public void Poll_Disposed_ObjectDisposedException()
    {
        var queue = new EventQueue();
        queue.Dispose();
        queue.Dispose();

        Assert.Throws<ObjectDisposedException>(() => queue.Poll());
        Assert.Throws<ObjectDisposedException>(() => new PeerConnection(queue: queue));
    }

    [Fact]
    public async Task Dispose_Connections_Closed()
    {
        var queue = new EventQueue();
        var pair = Own(new CorePair(queue));
        var (a, b) = pair.Open();
        var pending = pair.A.CreateOfferAsync();

        queue.Dispose();

        Assert.Equal((PeerConnectionState.Closed, PeerConnectionState.Closed), (pair.A.ConnectionState, pair.B.ConnectionState));
        Assert.Equal((DataChannelState.Closed, DataChannelState.Closed), (a.State, b.State));
        await Assert.ThrowsAsync<InvalidOperationException>(() => pending.WaitAsync(Wait.Deadline));
        Assert.Throws<InvalidOperationException>(() => pair.A.CreateDataChannel("late"));
    }

    [Fact]
    public void Dispose_InsideHandler_NothingIsRaisedAfterIt()
    {
        var queue = Own(new EventQueue());
        var connection = Own(new PeerConnection(queue: queue));
        var raised = 0;
        connection.NegotiationNeeded += (_, _) =>
        {
            raised++;
            queue.Dispose();
        };
        connection.SignalingStateChanged += (_, _) => raised++;
        connection.CreateDataChannel("channel");

        Wait.Until(() => raised > 0, "the handler", () => queue.Poll());

        Assert.Equal(1, raised);
        Assert.Equal(PeerConnectionState.Closed, connection.ConnectionState);
        Assert.Throws<ObjectDisposedException>(() => queue.Poll());
    }

    [Fact]
    public void Dispose_Shared_LeftAlone()
    {
        EventQueue.Shared.Dispose();

        var pair = Own(new CorePair());
        pair.Open();
        Assert.NotEqual(PeerConnectionState.Closed, pair.A.ConnectionState);
    }

    [Fact]
    public void Poll_HandlerThrows_ComesOutAndTheRestWaits()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new CorePair(queue));
        var failure = new InvalidTimeZoneException("a handler's own");
        var states = new List<SignalingState>();
        var failed = 0;
        EventHandler<Exception> count = (_, _) => failed++;
        queue.HandlerFailed += count;
        pair.A.NegotiationNeeded += (_, _) => throw failure;
        pair.A.SignalingStateChanged += (_, state) => states.Add(state);
        pair.A.CreateDataChannel("channel");

        Exception? thrown = null;
        Wait.Until(() => (thrown = Record.Exception(() => queue.Poll())) != null, "the exception");

        Assert.Same(failure, thrown);
        Assert.Equal(0, failed); // reported once, not twice
        pair.Negotiate();
        Assert.Equal([SignalingState.HaveLocalOffer, SignalingState.Stable], states);
    }

    [Fact]
    public void Poll_InsideHandler_GoesOnInOrder()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new CorePair(queue));
        var states = new List<SignalingState>();
        pair.A.SignalingStateChanged += (_, state) =>
        {
            states.Add(state);
            queue.Poll();
        };
        pair.B.SignalingStateChanged += (_, _) => queue.Poll();

        pair.Open();

        Assert.Equal([SignalingState.HaveLocalOffer, SignalingState.Stable], states);
    }

    [Fact]
    public void Poll_OneQueueManyConnections_RaisedOnThePollingThreadOnly()
    {
        var queue = Own(new EventQueue());
        var pairs = Enumerable.Range(0, 5).Select(_ => Own(new CorePair(queue))).ToList();
        var threads = new HashSet<int>();
        foreach (var connection in pairs.SelectMany(pair => new[] { pair.A, pair.B }))
        {
            connection.ConnectionStateChanged += (_, _) => threads.Add(Environment.CurrentManagedThreadId);
            connection.IceCandidateGathered += (_, _) => threads.Add(Environment.CurrentManagedThreadId);
        }
        var channels = pairs.ConvertAll(pair => pair.A.CreateDataChannel("channel"));

        var negotiations = pairs.ConvertAll(pair => CorePair.NegotiateAsync(pair.A, pair.B));
        foreach (var negotiation in negotiations)
            pairs[0].Finish(negotiation);
        pairs[0].Until(() => channels.TrueForAll(channel => channel.State == DataChannelState.Open), "all channels open");

        Assert.Equal([Environment.CurrentManagedThreadId], threads);
    }

    [Fact]
    public void Poll_NobodyPolls_NothingChanges()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new CorePair(queue));
        var (a, b) = pair.Open();

        a.Close();
        Wait.Until(() => b.TrySend([1]) == SendResult.Closed, "the engine of B to know");

        Assert.Equal(DataChannelState.Open, b.State);
        pair.Until(() => b.State == DataChannelState.Closed, "B closed");
    }

    [Fact]
    public void Completion_Continuations_NeverRunInsidePoll()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new CorePair(queue));
        pair.A.CreateDataChannel("channel");

        var continued = pair.A.CreateOfferAsync().ContinueWith(
            _ => Environment.CurrentManagedThreadId, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        Assert.NotEqual(Environment.CurrentManagedThreadId, pair.Finish(continued));
    }
}
