using System.Collections.Concurrent;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Events;

/// <summary>The queue that raises events by itself.</summary>
public sealed class SharedQueueTests : NativeTest
{
    [Fact]
    public void HandlerFailed_HandlerThrows_ToldAndNothingStops()
    {
        var pair = Own(new CorePair());
        var failure = new InvalidTimeZoneException("a handler's own");
        var told = new ConcurrentQueue<(object? Sender, Exception Error)>();
        EventHandler<Exception> tell = (sender, error) => told.Enqueue((sender, error));
        pair.A.SignalingStateChanged += (_, _) => throw failure;
        EventQueue.Shared.HandlerFailed += tell;
        try
        {
            var (a, b) = pair.Open();
            a.Send("still works");
            pair.Until(() => b.AvailableMessageCount == 1, "a message");
            pair.Until(() => told.Count == 2, "both failures");
        }
        finally
        {
            EventQueue.Shared.HandlerFailed -= tell;
        }

        Assert.All(told, entry => Assert.Same(failure, entry.Error));
        Assert.All(told, entry => Assert.Same(EventQueue.Shared, entry.Sender));
        Assert.Equal(SignalingState.Stable, pair.A.SignalingState);
    }

    [Fact]
    public void HandlerFailed_ThrowsItself_NothingStops()
    {
        var pair = Own(new CorePair());
        var told = 0;
        EventHandler<Exception> fail = (_, _) =>
        {
            Interlocked.Increment(ref told);
            throw new InvalidTimeZoneException("again");
        };
        pair.A.SignalingStateChanged += (_, _) => throw new InvalidTimeZoneException("first");
        EventQueue.Shared.HandlerFailed += fail;
        try
        {
            pair.Open();
            pair.Until(() => Volatile.Read(ref told) == 2, "both failures");
        }
        finally
        {
            EventQueue.Shared.HandlerFailed -= fail;
        }

        Assert.Equal(SignalingState.Stable, pair.A.SignalingState);
    }

    [Fact]
    public void Handler_Blocks_DelaysOnlyItsConnection()
    {
        var slow = Own(new CorePair());
        var fast = Own(new CorePair());
        var (slowA, slowB) = slow.Open();
        var (fastA, fastB) = fast.Open();
        using var release = new ManualResetEventSlim();
        var entered = 0;
        var raised = 0;
        slowB.MessagesAvailable += (_, _) =>
        {
            Interlocked.Increment(ref entered);
            release.Wait(Wait.Deadline);
        };
        slowB.StateChanged += (_, _) => Interlocked.Increment(ref raised);
        fastB.MessagesAvailable += (_, _) => Echo(fastB);

        try
        {
            slowA.Send("block");
            slow.Until(() => Volatile.Read(ref entered) == 1, "the slow handler");
            slowA.Close();
            for (var i = 0; i < 20; i++)
            {
                fastA.Send([1]);
                fast.Until(() => fastA.TryReceive(new byte[1], out _), "an echo while the other handler blocks");
            }
            slow.Until(() => slowA.State == DataChannelState.Closed, "the other end, which is a connection of its own");
            Assert.Equal(0, Volatile.Read(ref raised));
            Assert.Equal(DataChannelState.Open, slowB.State);
        }
        finally
        {
            release.Set();
        }
        slow.Until(() => slowB.State == DataChannelState.Closed && Volatile.Read(ref raised) > 0, "what had to wait");
    }

    [Fact]
    public void Events_OneConnection_OneAtATimeAndInOrder()
    {
        for (var round = 0; round < 5; round++)
        {
            using var pair = new CorePair();
            var journal = new ConcurrentQueue<string>();
            var inside = 0;
            var overlapped = false;
            void Note(string what)
            {
                overlapped |= Interlocked.Increment(ref inside) != 1;
                journal.Enqueue(what);
                Interlocked.Decrement(ref inside);
            }
            pair.B.SignalingStateChanged += (_, state) => Note($"signaling {state}");
            pair.B.ConnectionStateChanged += (_, state) => Note($"connection {state}");
            pair.B.DataChannelReceived += (_, channel) =>
            {
                Note($"{channel.Label} received");
                channel.StateChanged += (_, state) => Note($"{channel.Label} {state}");
                channel.MessagesAvailable += (_, _) =>
                {
                    Note($"{channel.Label} messages");
                    channel.Close();
                };
            };
            var channels = Enumerable.Range(0, 10).Select(i => pair.A.CreateDataChannel($"c{i}")).ToList();
            foreach (var channel in channels)
                SendOnceOpen(channel);

            pair.Negotiate();
            pair.Until(() => journal.Count(line => line.EndsWith(" Closed", StringComparison.Ordinal)) == 10, "all channels closed");

            var lines = journal.ToList();
            Assert.False(overlapped);
            Assert.Equal(["signaling HaveRemoteOffer", "signaling Stable"], lines.Where(line => line.StartsWith("signaling", StringComparison.Ordinal)));
            Assert.Equal("connection Connecting", lines.First(line => line.StartsWith("connection", StringComparison.Ordinal)));
            foreach (var channel in channels)
            {
                var mine = lines.FindAll(line => line.StartsWith(channel.Label + " ", StringComparison.Ordinal)).ConvertAll(line => line[(channel.Label.Length + 1)..]);
                // A state that ended before it could be raised may be left out; a message may not.
                mine.RemoveAll(line => line is "Closing" or "Open");
                Assert.Equal(["received", "messages", "Closed"], mine);
            }
        }
    }

    [Fact]
    public async Task Handlers_MayCallEverything_NoDeadlock()
    {
        var pair = Own(new CorePair());
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        pair.B.DataChannelReceived += (_, channel) => channel.MessagesAvailable += (_, _) =>
        {
            // Creating waits for an engine thread, which may not wait for this handler.
            Assert.Equal(DataChannelState.Connecting, pair.B.CreateDataChannel("inside").State);
            pair.A.Dispose();
            pair.B.Dispose();
            closed.TrySetResult();
        };
        var (a, _) = pair.Open();

        a.Send("go");
        await closed.Task.WaitAsync(Wait.Deadline);

        Assert.Equal(PeerConnectionState.Closed, pair.B.ConnectionState);
        Assert.Equal(DataChannelState.Closed, a.State);
    }

    private static void Echo(DataChannel channel)
    {
        var buffer = new byte[16];
        while (channel.TryReceive(buffer, out var message))
            channel.TrySend(buffer.AsSpan(0, message.Length));
    }

    private static void SendOnceOpen(DataChannel channel) => channel.StateChanged += (_, state) =>
    {
        if (state == DataChannelState.Open)
            channel.Send("first");
    };
}
