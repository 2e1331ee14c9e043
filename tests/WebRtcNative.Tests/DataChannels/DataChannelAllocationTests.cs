#if !DEBUG // where the compiler makes an object of every state machine
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>Waiting allocates nothing in steady state, in the whole process and in both modes.</summary>
public sealed class DataChannelAllocationTests : NativeTest
{
    private const int Count = 2000;

    private readonly byte[] _message = new byte[512];
    private readonly byte[] _buffer = new byte[1024];
    private int _received;
    private int _sent;

    [NotInWineTheory(Wine.WaitsForMilliseconds)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void ReceiveAsync_WaitsForEachMessage_AllocatesNothing(bool byHand, bool cancellable)
    {
        // A quarter of one small object for each message: the slower the machine, the more of the process's own allocations fall
        // into the time.
        const long Limit = Count * 24 / 4;
        var queue = byHand ? Own(new EventQueue()) : null;
        var pair = Own(new CorePair(queue));
        var (a, b) = pair.Open();
        using var source = new CancellationTokenSource();
        _ = ReadAsync(b, cancellable ? source.Token : default);

        var allocated = Best(() =>
        {
            for (var i = 0; i < Count; i++)
            {
                var expected = _received + 1;
                a.TrySend(_message);
                SpinUntil(queue, _sent, expected);
            }
        });

        Assert.InRange(allocated, 0, Limit - 1);
    }

    [NotInWineTheory(Wine.WaitsForMilliseconds)]
    [InlineData(false)]
    [InlineData(true)]
    public void SendAsync_WaitsForRoomEachTime_AllocatesNothing(bool byHand)
    {
        // A quarter of what one small object for each message would be: the slower the engine, the more of the process's own
        // allocations fall into the time.
        const long Limit = 2 * Count * 24 / 4;
        var queue = byHand ? Own(new EventQueue()) : null;
        var pair = Own(new CorePair(queue));
        var (a, b) = pair.Open();
        a.SendHighWaterMark = 1;
        _ = ReadAsync(b, default);
        using var go = new SemaphoreSlim(0);
        _ = SendAsync(a, go);
        _ = SendAsync(a, go); // each waits in line for the other

        var allocated = Best(() =>
        {
            var (sent, received) = (_sent, _received);
            go.Release(2);
            SpinUntil(queue, sent + (2 * Count), received + (2 * Count));
        }, enough: Limit);

        Assert.InRange(allocated, 0, Limit);
    }

    [NotInWineFact(Wine.WaitsForMilliseconds)]
    public void TrySend_Text_AllocatesNothing()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        _ = ReadAsync(b, default);
        string[] texts = [new('x', 10), new('é', 400)];

        var allocated = Best(() =>
        {
            var received = _received;
            for (var i = 0; i < Count; i++)
                a.TrySend(texts[i % 2]);
            SpinUntil(null, _sent, received + Count);
        });

        Assert.InRange(allocated, 0, Count - 1);
    }

    private async Task ReadAsync(DataChannel channel, CancellationToken cancellationToken)
    {
        while (await channel.ReceiveAsync(_buffer, cancellationToken).ConfigureAwait(false) != null)
            Interlocked.Increment(ref _received);
    }

    private async Task SendAsync(DataChannel channel, SemaphoreSlim go)
    {
        try
        {
            while (true)
            {
                await go.WaitAsync().ConfigureAwait(false);
                for (var i = 0; i < Count; i++)
                {
                    await channel.SendAsync(_message).ConfigureAwait(false);
                    Interlocked.Increment(ref _sent);
                }
            }
        }
        catch (InvalidOperationException)
        {
            // The test is over.
        }
    }

    /// <summary>The rest of the process may allocate now and then, so the best of a few; the first ones grow pools and lists.</summary>
    /// <param name="round">The measured code.</param>
    /// <param name="enough">More rounds are tried while it is more than this: .NET keeps the boxes of suspended methods for each
    /// thread and core, and where the scheduler moves the threads about in a round some are made anew.</param>
    private static long Best(Action round, long enough = long.MaxValue)
    {
        var best = long.MaxValue;
        for (var i = 0; i < 60 && (i < 8 || best > enough); i++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            round();
            best = Math.Min(best, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        return best;
    }

    private void SpinUntil(EventQueue? queue, int sent, int received)
    {
        var deadline = Environment.TickCount64 + (long)Wait.Deadline.TotalMilliseconds;
        while (Volatile.Read(ref _sent) != sent || Volatile.Read(ref _received) != received)
        {
            if (Environment.TickCount64 > deadline)
                Assert.Fail("The messages do not come.");
            queue?.Poll();
            Thread.Yield();
        }
    }
}
#endif
