using WebRtcNative.Interop;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>The costs of a message besides time: calls into the library, thread hops to the engine, events, wake-ups, system
/// calls. All counted, none timed.</summary>
public sealed class MessageCostTests : NativeTest
{
    private const int Count = 1000;

    private readonly byte[] _message = new byte[16 * 1024];
    private readonly byte[] _buffer = new byte[16 * 1024];

    [Fact]
    public void PutPacket_Burst_OneCallEachAndFewTrips()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new CorePair(queue));
        var (a, b) = pair.Open();

        // Read after all have arrived: a reader as quick as the network rightly gets an event for each message. The size fills
        // the send window, so that messages wait for the engine however slow the sender is.
        var best = Best(() =>
        {
            for (var i = 0; i < Count; i++)
                a.Send(_message.AsSpan(0, 8192));
            Wait.Until(() => b.AvailableMessageCount == Count, "all messages");
            Receive(b, queue, Count);
        });

        Assert.Equal(Count, best.Sends);
        Assert.Equal(Count, best.Receives);
        // Several messages share a trip to the engine's thread, and several that arrive share an event.
        Assert.InRange(best.Trips, 1, Count / 2);
        Assert.InRange(best.Events, 1, Count / 2);
        Assert.Equal(0, best.Wakeups); // a polled queue never sleeps
    }

    [Fact]
    public void PutPacket_OneAtATime_OneTripAndOneEventEach()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new CorePair(queue));
        var (a, b) = pair.Open();

        var best = Best(() =>
        {
            for (var i = 0; i < Count; i++)
            {
                a.Send(_message.AsSpan(0, 64));
                Receive(b, queue, 1);
            }
        });

        Assert.Equal(Count, best.Sends);
        Assert.InRange(best.Trips, Count, Count + (Count / 10));
        Assert.InRange(best.Events, Count, Count + (Count / 10));
        Assert.Equal(0, best.Wakeups);
    }

    [Fact]
    public async Task ReceiveAsync_OneAtATime_OneWakeupEachAtMost()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        var best = new Costs { Wakeups = long.MaxValue };
        for (var round = 0; round < 3; round++)
        {
            var before = Costs.Now();
            for (var i = 0; i < Count; i++)
            {
                await a.SendAsync(_message.AsMemory(0, 64));
                await b.ReceiveAsync(_buffer).AsTask().WaitAsync(Wait.Deadline);
            }
            var costs = Costs.Now() - before;
            best = costs.Wakeups < best.Wakeups ? costs : best;
        }

        Assert.Equal(Count, best.Sends);
        Assert.InRange(best.Receives, Count, 2 * Count);
        Assert.InRange(best.Wakeups, 0, Count + (Count / 10));
    }

    [Fact]
    public async Task ReceiveAsync_ManyAtOnce_OneWakeupForSeveral()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        var wakeups = new List<long>();
        for (var round = 0; round < 5; round++)
        {
            var before = Costs.Now();
            await Task.WhenAll(SendAllAsync(a), ReceiveAllAsync(b)).WaitAsync(Wait.Deadline);
            wakeups.Add((Costs.Now() - before).Wakeups);
        }

        // The median: a thread that happens to be awake all the time is woken as seldom without batches. Sockets that receive
        // one datagram at a time have a message at a time.
        Assert.InRange(wakeups.Order().ElementAt(2), 1, EngineLimits.BatchesDatagrams ? Count / 3 : 2 * Count);
    }

    private async Task SendAllAsync(DataChannel channel)
    {
        for (var i = 0; i < Count; i++)
            await channel.SendAsync(_message);
    }

    private async Task ReceiveAllAsync(DataChannel channel)
    {
        for (var i = 0; i < Count; i++)
            await channel.ReceiveAsync(_buffer);
    }

    [NotInWineFact(Wine.SplitsNoDatagrams)]
    public void PutPacket_LargeMessages_ManyDatagramsASystemCall()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new CorePair(queue));
        var (a, b) = pair.Open();
        if (!EngineLimits.BatchesDatagrams)
        {
            Assert.Equal(0, Costs.Now().DatagramsSent); // the engine's own sockets are not counted
            return;
        }

        var best = Best(() => Burst(a, b, queue), costs => (double)costs.UdpSends / costs.DatagramsSent);

        // A message of this size is 14 datagrams, and as many acknowledgements come back one by one at worst.
        Assert.InRange(best.DatagramsSent, Count * 14, Count * 40);
        Assert.InRange(best.UdpSends, 1, best.DatagramsSent / 3);
        Assert.InRange(best.UdpReceives, 1, best.DatagramsReceived / 2);
    }

    private void Burst(DataChannel from, DataChannel to, EventQueue queue)
    {
        var received = 0;
        for (var i = 0; i < Count; i++)
        {
            while (from.BufferedAmount > 4 * 1024 * 1024)
                received += ReceiveAll(to, queue);
            from.Send(_message);
        }
        Receive(to, queue, Count - received);
    }

    private void Receive(DataChannel channel, EventQueue queue, int count)
    {
        var deadline = Environment.TickCount64 + (long)Wait.Deadline.TotalMilliseconds;
        for (var received = 0; received < count;)
        {
            Assert.True(Environment.TickCount64 < deadline, $"{received} of {count} messages came.");
            // Asked before a message is taken, so that empty looks are not calls that count.
            if (channel.AvailableMessageCount == 0)
                queue.Poll();
            else
                received += ReceiveAll(channel, queue);
        }
    }

    private int ReceiveAll(DataChannel channel, EventQueue queue)
    {
        queue.Poll();
        var received = 0;
        while (channel.AvailableMessageCount > 0 && channel.TryReceive(_buffer, out _))
            received++;
        return received;
    }

    /// <summary>The best of a few rounds: the scheduler may let the engine run after each message, now and then.</summary>
    private static Costs Best(Action round, Func<Costs, double>? rank = null)
    {
        rank ??= costs => costs.Trips + costs.Events;
        var rounds = new List<Costs>();
        for (var i = 0; i < 5; i++)
        {
            var before = Costs.Now();
            round();
            rounds.Add(Costs.Now() - before);
        }
        return rounds.MinBy(rank)!;
    }

    private sealed record Costs
    {
        public long Sends { get; init; }

        public long Receives { get; init; }

        public long Trips { get; init; }

        public long Events { get; init; }

        public long Wakeups { get; init; }

        public long UdpSends { get; init; }

        public long DatagramsSent { get; init; }

        public long UdpReceives { get; init; }

        public long DatagramsReceived { get; init; }

        public static Costs Now() => new()
        {
            Sends = NativeRuntime.Counter(wrtc_counter.WRTC_COUNTER_SEND_CALLS),
            Receives = NativeRuntime.Counter(wrtc_counter.WRTC_COUNTER_RECEIVE_CALLS),
            Trips = NativeRuntime.Counter(wrtc_counter.WRTC_COUNTER_SEND_TRIPS),
            Events = NativeRuntime.Counter(wrtc_counter.WRTC_COUNTER_EVENTS),
            Wakeups = NativeRuntime.Counter(wrtc_counter.WRTC_COUNTER_QUEUE_WAKEUPS),
            UdpSends = NativeRuntime.Counter(wrtc_counter.WRTC_COUNTER_UDP_SEND_CALLS),
            DatagramsSent = NativeRuntime.Counter(wrtc_counter.WRTC_COUNTER_UDP_DATAGRAMS_SENT),
            UdpReceives = NativeRuntime.Counter(wrtc_counter.WRTC_COUNTER_UDP_RECEIVE_CALLS),
            DatagramsReceived = NativeRuntime.Counter(wrtc_counter.WRTC_COUNTER_UDP_DATAGRAMS_RECEIVED),
        };

        public static Costs operator -(Costs a, Costs b) => new()
        {
            Sends = a.Sends - b.Sends,
            Receives = a.Receives - b.Receives,
            Trips = a.Trips - b.Trips,
            Events = a.Events - b.Events,
            Wakeups = a.Wakeups - b.Wakeups,
            UdpSends = a.UdpSends - b.UdpSends,
            DatagramsSent = a.DatagramsSent - b.DatagramsSent,
            UdpReceives = a.UdpReceives - b.UdpReceives,
            DatagramsReceived = a.DatagramsReceived - b.DatagramsReceived,
        };
    }
}
