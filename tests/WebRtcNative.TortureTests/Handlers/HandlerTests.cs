using System.Collections.Concurrent;
using WebRtcNative.Interop;
using WebRtcNative.Tests.Support;
using WebRtcNative.TestPeer;
using WebRtcNative.TortureTests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.TortureTests.Handlers;

/// <summary>Every event of the core times everything that a handler may do in it; and handlers that do not return.</summary>
public sealed class HandlerTests(ITestOutputHelper output) : NativeTest
{
    // There is no STUN server here, nor a candidate that goes away.
    private static readonly string[] s_mustBeRaised =
    [
        nameof(PeerConnection.ConnectionStateChanged), nameof(PeerConnection.SignalingStateChanged),
        nameof(PeerConnection.IceGatheringStateChanged), nameof(PeerConnection.IceConnectionStateChanged),
        nameof(PeerConnection.NegotiationNeeded), nameof(PeerConnection.IceCandidateGathered),
        nameof(PeerConnection.DataChannelReceived),
        nameof(DataChannel.StateChanged), nameof(DataChannel.MessagesAvailable),
    ];

    private static readonly IReadOnlyList<string> s_events =
        [.. EventSource.NamesOf(typeof(PeerConnection)), .. EventSource.NamesOf(typeof(DataChannel))];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Handler_DoesAnything_OthersGoOn(bool byHand)
    {
        // A queue that a handler disposes takes all of its connections along: the bystander has one of its own then.
        var bystander = MakeBystander(byHand);
        var notRaised = new HashSet<string>();
        var ended = 0;
        var failed = new ConcurrentQueue<Exception>();
        EventHandler<Exception> tell = (_, e) => failed.Enqueue(e);
        EventQueue.Shared.HandlerFailed += tell;
        try
        {
            for (var round = 0; round < Torture.Times(1); round++)
            {
                foreach (var name in s_events)
                {
                    foreach (var (misdeed, action) in Misdeed.All)
                    {
                        if (!Suffer(name, misdeed, action, byHand, failed))
                            notRaised.Add(name);
                        bystander.Check($"{name}: {misdeed}");
                        ended += 2;
                    }
                }
            }
        }
        finally
        {
            EventQueue.Shared.HandlerFailed -= tell;
        }
        output.WriteLine($"{ended} connections; never raised: {string.Join(", ", notRaised)}");
        Assert.Empty(notRaised.Intersect(s_mustBeRaised));
    }

    /// <summary>As many blocked handlers as the thread pool has threads at once, and more.</summary>
    [Fact]
    public void Handler_BlocksOnSharedQueue_OtherConnectionsGoOn()
    {
        var bystander = new Bystander(Own(new CorePair()));
        using var release = new ManualResetEventSlim();
        var blocked = 0;
        var count = 2 * Environment.ProcessorCount + 2;
        try
        {
            for (var i = 0; i < count; i++)
            {
                var pair = Own(new CorePair());
                pair.A.SignalingStateChanged += (_, _) =>
                {
                    Interlocked.Increment(ref blocked);
                    release.Wait();
                };
                _ = pair.A.CreateDataChannel("blocked");
                _ = Misdeed.Swallow(CorePair.NegotiateAsync(pair.A, pair.B));
            }
            Wait.Until(() => Volatile.Read(ref blocked) == count, "all handlers blocked");
            bystander.Check();
        }
        finally
        {
            release.Set();
        }
    }

    [Fact]
    public void Handler_BlocksInPoll_OtherThreadsAndQueuesGoOn()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new CorePair(queue));
        var (a, b) = pair.Open();
        var bystander = new Bystander(Own(new CorePair(Own(new EventQueue()))));
        using var inside = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        b.MessagesAvailable += (_, _) =>
        {
            inside.Set();
            release.Wait();
        };
        a.Send("go");
        var polling = new Thread(() =>
        {
            while (!release.IsSet)
                queue.Poll();
        });
        polling.Start();
        try
        {
            Assert.True(inside.Wait(Wait.Deadline));
            Assert.Throws<InvalidOperationException>(() => queue.Poll());
            bystander.Check();

            // The connection itself is as usable as ever; only its events wait.
            var more = pair.B.CreateDataChannel("meanwhile");
            a.Send("more");
            Wait.Until(() => b.AvailableMessageCount == 2, "a message while the handler blocks");
            Assert.Equal(DataChannelState.Connecting, more.State);
            b.Close();
            pair.A.Dispose();
        }
        finally
        {
            release.Set();
        }
        Assert.True(polling.Join(Wait.Deadline), "Poll hangs.");
    }

    private Bystander MakeBystander(bool byHand) => new(Own(new CorePair(byHand ? Own(new EventQueue()) : null)));

    /// <summary>Whether the event was raised at all.</summary>
    private static bool Suffer(
        string name, string misdeed, Action<CorePair, DataChannel?, EventQueue?> action, bool byHand, ConcurrentQueue<Exception> failed)
    {
        using var queue = byHand ? new EventQueue() : null;
        using var victim = new Victim(name, action, queue);
        Wait.Until(
            () => victim.HasLived || (victim.WasRaised && misdeed != "throw"),
            () => $"the end of {name}: {misdeed} ({victim.Describe()})",
            () => Poll(queue, failed));
        Poll(queue, failed);
        if (victim.WasRaised && misdeed == "throw")
            Wait.Until(() => !failed.IsEmpty, $"{name} told to have failed");
        // An event of the shared queue may still be on its way out of the handler of the case before.
        while (failed.TryDequeue(out var e))
            Assert.True(e == Misdeed.Thrown || (e is InvalidOperationException && !byHand), $"{name}: {misdeed}: {e}");
        return victim.WasRaised;
    }

    private static void Poll(EventQueue? queue, ConcurrentQueue<Exception> failed)
    {
        try
        {
            queue?.Poll();
        }
        catch (ObjectDisposedException)
        {
            // By the handler.
        }
        catch (Exception e) // the handler's, which this queue throws
        {
            failed.Enqueue(e);
        }
    }

    /// <summary>A pair that has nothing to do with the others, and must not notice them.</summary>
    private sealed class Bystander
    {
        private readonly CorePair _pair;
        private readonly DataChannel _a;
        private readonly DataChannel _b;
        private int _told;

        public Bystander(CorePair pair)
        {
            _pair = pair;
            (_a, _b) = pair.Open();
            _b.MessagesAvailable += (_, _) => Interlocked.Increment(ref _told);
        }

        /// <summary>A message comes, and its event.</summary>
        public void Check(string after = "")
        {
            var before = Volatile.Read(ref _told);
            Assert.True(_a.State == DataChannelState.Open, $"The bystander's channel is {_a.State} after {after}: {_a.Error}, {_b.State} {_b.Error}");
            _a.Send("still there?");
            _pair.Until(() => Volatile.Read(ref _told) > before, "the bystander's message");
            Assert.NotNull(_b.Take(new byte[100]));
        }
    }
}
