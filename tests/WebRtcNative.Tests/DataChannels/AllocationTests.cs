using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>Steady-state messaging allocates nothing, events and polling included.</summary>
public sealed class AllocationTests : NativeTest
{
    private readonly byte[] _message = new byte[512];
    private readonly byte[] _buffer = new byte[1024];
    private int _events;

    [Fact]
    public void TrySendPollTryReceive_ThousandMessages_AllocateNothing()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new CorePair(queue));
        var (a, b) = pair.Open();
        b.MessagesAvailable += (_, _) => _events++;
        Carry(queue, a, b, 2000); // everything compiled, every list grown

        // Now and then there is other news, such as a better candidate pair: the best of a few has none.
        var best = long.MaxValue;
        for (var i = 0; i < 5 && best > 0; i++)
        {
            _events = 0;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var carried = Carry(queue, a, b, 1000);
            best = Math.Min(best, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal((1000, 1000), (carried, _events));
        }

        Assert.Equal(0, best);
    }

    [Fact]
    public void TrySendTryReceive_Shared_AllocateNothing()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        Carry(null, a, b, 2000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var carried = Carry(null, a, b, 1000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1000, carried);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Shared_ThousandMessages_AllocateNothingAnywhere()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        b.MessagesAvailable += (_, _) => Interlocked.Increment(ref _events);
        Carry(null, a, b, 3000);

        // The pump and the thread pool count too. The rest of the process may allocate now and then, so the best of a few.
        var best = long.MaxValue;
        for (var i = 0; i < 20 && best > 999; i++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            Assert.Equal(1000, Carry(null, a, b, 1000));
            best = Math.Min(best, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.True(_events > 0);
        // Less than a byte a message: one small object for each would be 24,000.
        Assert.InRange(best, 0, 999);
    }

    private int Carry(EventQueue? queue, DataChannel a, DataChannel b, int count)
    {
        var carried = 0;
        var deadline = Environment.TickCount64 + (long)Wait.Deadline.TotalMilliseconds;
        for (var i = 0; i < count && Environment.TickCount64 < deadline; i++)
        {
            if (a.TrySend(_message) != SendResult.Sent)
                break;
            // On a polled queue the event comes first, then the message: one edge for each.
            var events = _events;
            while (!IsRaised(queue, events) || !b.TryReceive(_buffer, out _))
            {
                if (Environment.TickCount64 >= deadline)
                    return carried;
                Thread.Yield();
            }
            carried++;
        }
        return carried;
    }

    private bool IsRaised(EventQueue? queue, int events)
    {
        queue?.Poll();
        return queue == null || _events != events;
    }
}
