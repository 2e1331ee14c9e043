using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Steady-state messaging allocates nothing.</summary>
public sealed class DataChannelAllocationTests : NativeTest
{
    private readonly byte[] _packet = new byte[512];
    private readonly byte[] _buffer = new byte[1024];

    [Theory]
    [InlineData(WebRtcWriteMode.Binary)]
    [InlineData(WebRtcWriteMode.Text)]
    public void PutPacketTryGetPacketPoll_ThousandPackets_AllocateNothing(WebRtcWriteMode mode)
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        a.WriteMode = mode;
        Carry(pair, a, b, 2000); // everything compiled, every list grown

        // Now and then there is other news, such as a better candidate pair: the best of a few has none.
        var best = long.MaxValue;
        for (var i = 0; i < 5 && best > 0; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var carried = Carry(pair, a, b, 1000);
            best = Math.Min(best, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(1000, carried);
        }

        Assert.Equal(0, best);
    }

    [Fact]
    public void GettersAndRefusals_SteadyState_AllocateNothing()
    {
        var pair = Own(new Pair());
        var (a, _) = pair.Open();
        var oversize = new byte[262145];
        Ask(a, oversize, 500);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Ask(a, oversize, 1000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(WebRtcError.ParameterRangeError, a.PutPacket(oversize));
        Assert.Equal(0, allocated);
    }

    private int Carry(Pair pair, WebRtcDataChannel a, WebRtcDataChannel b, int count)
    {
        var carried = 0;
        var deadline = Environment.TickCount64 + (long)Wait.Deadline.TotalMilliseconds;
        for (var i = 0; i < count && Environment.TickCount64 < deadline; i++)
        {
            if (a.PutPacket(_packet) != WebRtcError.Ok)
                break;
            while (!b.TryGetPacket(_buffer, out _) && Environment.TickCount64 < deadline)
            {
                pair.Poll();
                Thread.Yield();
            }
            carried++;
        }
        return carried;
    }

    private static long Ask(WebRtcDataChannel channel, byte[] oversize, int count)
    {
        var sum = 0L;
        for (var i = 0; i < count; i++)
        {
            sum += channel.GetAvailablePacketCount() + channel.GetMaxPacketSize() + channel.GetBufferedAmount();
            sum += (int)channel.GetReadyState() + channel.GetId() + channel.GetLabel().Length;
            sum += (int)channel.PutPacket(oversize) + (channel.TryGetPacket([], out var length) ? 1 : 0) + length;
        }
        return sum;
    }
}
