using System.Diagnostics.Metrics;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Diagnostics;

public sealed class MetricsAllocationTests : NativeTest
{
    private static long s_measured;

    private readonly byte[] _message = new byte[512];

    [Fact]
    public void Messages_WithAListener_AllocateNothing()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        var listener = Own(new MeterListener());
        listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == WebRtcDiagnostics.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => Interlocked.Increment(ref s_measured));
        listener.Start();
        Carry(a, b, 2000);

        s_measured = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var carried = Carry(a, b, 1000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((1000, 0), (carried, allocated));
        Assert.Equal(4000, s_measured);
    }

    private int Carry(DataChannel a, DataChannel b, int count)
    {
        Span<byte> buffer = stackalloc byte[1024];
        var deadline = Environment.TickCount64 + (long)Wait.Deadline.TotalMilliseconds;
        for (var i = 0; i < count; i++)
        {
            a.TrySend(_message);
            while (!b.TryReceive(buffer, out _))
            {
                if (Environment.TickCount64 >= deadline)
                    return i;
                Thread.Yield();
            }
        }
        return count;
    }
}
