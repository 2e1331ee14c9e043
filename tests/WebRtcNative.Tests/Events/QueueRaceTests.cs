using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using WebRtcNative.Interop;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Events;

/// <summary>Races of two threads at a queue that raises events by itself.</summary>
public sealed class QueueRaceTests : NativeTest
{
    /// <summary>Each event is added as soon as the one before was handled, which is when the inbox is about to go to sleep.</summary>
    [Fact]
    public void Inbox_AddedToWhileItFallsAsleep_NoEventIsForgotten()
    {
        var inbox = new EventInbox(EventQueue.Shared);
        var target = new CountingTarget();
        for (var i = 1; i <= 300_000; i++)
        {
            inbox.Add(target, new NegotiationNeededEvent());
            var count = i;
            Assert.True(SpinWait.SpinUntil(() => target.Count == count, Wait.Deadline), $"Event {i} was never handled.");
        }
    }

    /// <summary>Where connections are many, Dispose takes its time, and the remote peers' channels keep coming.</summary>
    [Fact]
    public void Dispose_WhileRemoteChannelsCome_ThreadSurvivesAndAllIsClosed()
    {
        for (var round = 0; round < 10; round++)
        {
            var queue = Own(new EventQueue(new PoolContext()));
            var failures = new ConcurrentQueue<Exception>();
            queue.HandlerFailed += (_, e) => failures.Enqueue(e);
            var pair = Own(new CorePair(byItself: queue));
            var others = Enumerable.Range(0, 100).Select(_ => Own(new PeerConnection(queue: queue))).ToList();
            pair.Open();
            var received = pair.ReceivedByB.Count;
            for (var i = 0; i < 100; i++)
                pair.A.CreateDataChannel("one of many");
            Wait.Until(() => pair.ReceivedByB.Count > received, "the first of them");

            queue.Dispose();

            Assert.All(others, other => Assert.Equal(PeerConnectionState.Closed, other.ConnectionState));
            Assert.Empty(failures);
        }
    }

    [Fact]
    public void New_WhileTheQueueIsDisposed_ThrowsOrIsClosed()
    {
        for (var round = 0; round < 200; round++)
        {
            var queue = new EventQueue();
            using var start = new Barrier(2);
            var disposing = CoreThread.Start(() =>
            {
                start.SignalAndWait();
                queue.Dispose();
            });
            PeerConnection? connection = null;
            start.SignalAndWait();
            try
            {
                connection = Own(new PeerConnection(queue: queue));
            }
            catch (ObjectDisposedException)
            {
                // Too late.
            }
            CoreThread.Join([disposing]);
            Assert.True(connection is null or { ConnectionState: PeerConnectionState.Closed }, $"Round {round}: {connection?.ConnectionState}");
        }
    }

    /// <summary>Events of connections that are gone are counted on the queue's own thread.</summary>
    [Fact]
    public void MetricsListener_Throws_ReportedAndOthersGoOn()
    {
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Name == "webrtc.events.dropped")
                listener.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new NotSupportedException("This listener throws."));
        listener.Start();
        var failures = new ConcurrentQueue<Exception>();
        EventHandler<Exception> tell = (_, e) => failures.Enqueue(e);
        EventQueue.Shared.HandlerFailed += tell;
        try
        {
            Wait.Until(
                () => !failures.IsEmpty,
                "an event dropped",
                () =>
                {
                    using var connection = new PeerConnection();
                    connection.CreateDataChannel("channel");
                    _ = connection.SetLocalDescriptionAsync().ContinueWith(_ => { }, TaskScheduler.Default);
                });
        }
        finally
        {
            EventQueue.Shared.HandlerFailed -= tell;
        }
        Assert.All(failures, failure => Assert.IsType<NotSupportedException>(failure));
        listener.Dispose();
        Own(new CorePair()).Open();
    }

    [Fact]
    public void Close_WhileStatesChange_TheyStayClosed()
    {
        for (var round = 0; round < 100; round++)
        {
            using var pair = new CorePair();
            pair.A.CreateDataChannel("channel");
            var negotiation = CorePair.NegotiateAsync(pair.A, pair.B);
            // On a busy machine all of it may have passed before this thread looks.
            SpinWait.SpinUntil(() => negotiation.IsCompleted || pair.A.SignalingState != SignalingState.Stable, Wait.Deadline);
            Thread.SpinWait(round * 200);
            pair.A.Close();
            Wait.Frame();

            Assert.Equal(SignalingState.Closed, pair.A.SignalingState);
            Assert.Equal(PeerConnectionState.Closed, pair.A.ConnectionState);
            Assert.Equal(IceConnectionState.Closed, pair.A.IceConnectionState);
            Assert.True(pair.A.Sctp is null or { State: SctpTransportState.Closed, Transport.State: DtlsTransportState.Closed });
            _ = negotiation.ContinueWith(ended => _ = ended.Exception, TaskScheduler.Default);
        }
    }

    private sealed class PoolContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback callback, object? state) =>
            ThreadPool.UnsafeQueueUserWorkItem(static work => work.Callback(work.State), (Callback: callback, State: state), preferLocal: false);
    }

    private sealed class CountingTarget : IEventTarget
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        PeerConnection IEventTarget.Connection => throw new InvalidOperationException("There is none.");

        void IEventTarget.Handle(EventBody body) => Interlocked.Increment(ref _count);
    }
}
