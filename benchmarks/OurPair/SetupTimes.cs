using System.Diagnostics;
using WebRtcNative.Interop;

namespace OurPair;

internal static class SetupTimes
{
    /// <summary>Waits until the engine has finished with the last pair, as the ceiling does: the rest of its work would count
    /// as setup of the next pair.</summary>
    public static void AwaitEnd()
    {
        var begin = Stopwatch.GetTimestamp();
        while (NativeRuntime.CountLiveObjects(wrtc_object_kind.WRTC_OBJECT_KIND_PEER_CONNECTION) > 0)
        {
            if (Stopwatch.GetElapsedTime(begin).TotalSeconds > 10)
                throw new TimeoutException("The last pair does not end: something of it was not disposed.");
            Thread.Yield();
        }
    }

    public static void AddTo(Figures figures, List<long> times)
    {
        times.Sort();
        figures["setup_ms"] = Figures.Percentile(times, 0.5) / 1e6;
        figures["setup_p99_ms"] = Figures.Percentile(times, 0.99) / 1e6;
    }
}
