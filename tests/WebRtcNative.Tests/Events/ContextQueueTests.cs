using System.Collections.Concurrent;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Events;

/// <summary>A queue that raises its events on a SynchronizationContext.</summary>
public sealed class ContextQueueTests : NativeTest
{
    [Fact]
    public void Context_Connect_AllOnItsThread()
    {
        using var context = new ThreadContext();
        var queue = Own(new EventQueue(context));
        var pair = Own(new CorePair(byItself: queue));
        var threads = new ConcurrentDictionary<int, bool>();
        pair.A.ConnectionStateChanged += (_, _) => threads[Environment.CurrentManagedThreadId] = true;
        pair.B.DataChannelReceived += (_, _) => threads[Environment.CurrentManagedThreadId] = true;

        Connect(pair);

        Assert.Equal([context.ThreadId], threads.Keys);
        Assert.Throws<InvalidOperationException>(() => queue.Poll());
    }

    [Fact]
    public void Context_HandlerThrows_ReportedAndOthersGoOn()
    {
        using var context = new ThreadContext();
        var queue = Own(new EventQueue(context));
        var failures = new ConcurrentQueue<Exception>();
        queue.HandlerFailed += (_, e) => failures.Enqueue(e);
        var pair = Own(new CorePair(byItself: queue));
        pair.A.IceGatheringStateChanged += (_, _) => throw new NotSupportedException("This handler throws.");

        Connect(pair);

        Wait.Until(() => !failures.IsEmpty, "the failure");
        Assert.IsType<NotSupportedException>(failures.First());
    }

    [Fact]
    public void Context_Post_IsMadeThereInOrderAndFailuresAreReported()
    {
        using var context = new ThreadContext();
        var queue = Own(new EventQueue(context));
        var calls = new BlockingCollection<(int Call, int Thread)>();
        var failures = new ConcurrentQueue<Exception>();
        queue.HandlerFailed += (_, failure) => failures.Enqueue(failure);

        queue.Post(() => throw new NotSupportedException());
        for (var i = 0; i < 100; i++)
        {
            var call = i;
            queue.Post(() => calls.Add((call, Environment.CurrentManagedThreadId)));
        }

        Wait.Until(() => calls.Count == 100, "all calls");
        Assert.Equal(Enumerable.Range(0, 100).Select(call => (call, context.ThreadId)), calls);
        Assert.IsType<NotSupportedException>(Assert.Single(failures));
    }

    [Fact]
    public void Context_ThatEnded_ReportedAndDisposes()
    {
        var queue = Own(new EventQueue(new EndedContext()));
        var failures = new ConcurrentQueue<Exception>();
        queue.HandlerFailed += (_, e) => failures.Enqueue(e);
        var connection = Own(new PeerConnection(queue: queue));
        connection.CreateDataChannel("channel");
        _ = connection.SetLocalDescriptionAsync();

        Wait.Until(() => !failures.IsEmpty, "the failure");
        queue.Dispose();
        Assert.Equal(PeerConnectionState.Closed, connection.ConnectionState);
    }

    [Fact]
    public void Dispose_InHandlerAndTwice_ThreadEnds()
    {
        using var context = new ThreadContext();
        var queue = new EventQueue(context);
        var connection = Own(new PeerConnection(queue: queue));
        connection.CreateDataChannel("channel");
        var disposed = 0;
        connection.IceGatheringStateChanged += (_, _) =>
        {
            queue.Dispose();
            Interlocked.Increment(ref disposed);
        };
        _ = connection.SetLocalDescriptionAsync();

        Wait.Until(() => disposed == 1, "the handler");
        queue.Dispose();
        Assert.Throws<ObjectDisposedException>(() => new PeerConnection(queue: queue));
        // That the native queue is gone, and so the thread that waited in it, is checked when the test ends.
    }

    [Fact]
    public void New_NullContext_ArgumentNull() => Assert.Throws<ArgumentNullException>(() => new EventQueue(null!));

    private static void Connect(CorePair pair)
    {
        var channel = pair.A.CreateDataChannel("channel");
        pair.Negotiate();
        pair.Until(() => channel.State == DataChannelState.Open && pair.ReceivedByB.Count == 1, "open");
    }

    private sealed class ThreadContext : SynchronizationContext, IDisposable
    {
        private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = [];
        private readonly Thread _thread;

        public ThreadContext()
        {
            _thread = new Thread(Run) { IsBackground = true };
            _thread.Start();
        }

        public int ThreadId => _thread.ManagedThreadId;

        public override void Post(SendOrPostCallback d, object? state)
        {
            try
            {
                _posted.Add((d, state));
            }
            catch (InvalidOperationException)
            {
                // The test is over.
            }
        }

        public void Dispose()
        {
            _posted.CompleteAdding();
            _thread.Join();
            _posted.Dispose();
        }

        private void Run()
        {
            foreach (var (callback, state) in _posted.GetConsumingEnumerable())
                callback(state);
        }
    }

    private sealed class EndedContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => throw new InvalidOperationException("This context has ended.");
    }
}
