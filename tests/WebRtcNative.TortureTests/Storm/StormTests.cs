using System.Diagnostics;
using WebRtcNative.Interop;
using WebRtcNative.Tests.Support;
using WebRtcNative.TortureTests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.TortureTests.Storm;

/// <summary>Ten thousand connections, in random order from random threads, under forced collections.</summary>
/// <remarks>A share of the pairs lives until it is connected, sends and receives; the others end at a random moment:
/// unconnected, half negotiated, connecting. A connection costs the system engine several times as much, so the share is
/// smaller there. A seed repeats the decisions of each thread, not what the scheduler makes of them.</remarks>
public sealed class StormTests(ITestOutputHelper output) : NativeTest
{
    private const int Pairs = 5000;
    private const long MegaByte = 1_000_000;

    private static int HalfPairs => Torture.Times(Pairs * 45 / 100);

    private static double ConnectedShare => NativeRuntime.IsSystemEngine ? 0.1 : 0.6;

    [Fact]
    public void Connections_InRandomOrderFromRandomThreads_NothingIsLeft()
    {
        var seed = Torture.Seed(output);
        Storm(Pairs / 10, seed, "warm-up");
        var before = Report("after the warm-up");
        var halves = new TimeSpan[2];
        halves[0] = Storm(HalfPairs, seed + 100, "first half");
        var halfway = Report("after the first half");
        halves[1] = Storm(HalfPairs, seed + 200, "second half");
        var after = Report("after the second half");

        Assert.Equal((before.EngineThreads, before.Sockets), (after.EngineThreads, after.Sockets));
        // A few of each may belong to .NET or the test host.
        Assert.InRange(after.OtherThreads, 0, before.OtherThreads + 2);
        Assert.InRange(after.Descriptors, 0, before.Descriptors + 4);
        Assert.InRange(halfway.Allocated, 0, before.Allocated + 24 * MegaByte + Scheduled(halves[0]));
        Assert.InRange(after.Allocated, 0, halfway.Allocated + 8 * MegaByte + Scheduled(halves[1]));
        // The pieces that malloc keeps on top vary.
        Assert.InRange(after.Memory, 0, before.Memory + 96 * MegaByte + Scheduled(halves[0]) + Scheduled(halves[1]));
    }

    /// <summary>The largest amount that the engine may still hold on its threads' timetables for destroyed connections (it
    /// looks at each once more within a minute). A leak would have to be smaller than that to pass.</summary>
    private static long Scheduled(TimeSpan duration) =>
        (long)(2 * HalfPairs * 1500L * Math.Min(1, TimeSpan.FromMinutes(1) / duration));

    /// <returns>How long it took.</returns>
    private TimeSpan Storm(int pairs, int seed, string name)
    {
        var watch = Stopwatch.StartNew();
        var run = new StormRun(pairs, ConnectedShare, seed);
        run.Run();
        output.WriteLine($"{name}: {run.Counts} in {watch.Elapsed.TotalSeconds:F1} s");
        Assert.Equal(pairs, run.Counts.EndedPairs);
        Assert.InRange(run.Counts.ConnectedPairs, (int)(pairs * ConnectedShare * 0.7), pairs);
        Assert.True(run.Counts.ReceivedMessages > 0, "Not a message was received.");
        Assert.True(run.Counts.Collections > 0, "Nothing was collected.");
        return watch.Elapsed;
    }

    private Footprint Report(string when)
    {
        // The engine takes connections down on its own threads, after their handles are gone.
        var footprint = Footprint.Settled();
        Wait.Until(NothingLives, () => $"no objects left: {Footprint.LiveObjects()}", () => footprint = Footprint.Settled());
        Wait.Until(() => Footprint.Now().Sockets <= footprint.Sockets, "sockets closed");
        footprint = Footprint.Settled();
        output.WriteLine($"{when}: {footprint}");
        return footprint;
    }

    private static bool NothingLives() =>
        NativeRuntime.CountLiveObjects(wrtc_object_kind.WRTC_OBJECT_KIND_PEER_CONNECTION) == 0
        && NativeRuntime.CountLiveObjects(wrtc_object_kind.WRTC_OBJECT_KIND_DATA_CHANNEL) == 0
        && NativeRuntime.CountLiveObjects(wrtc_object_kind.WRTC_OBJECT_KIND_QUEUE) == 0;
}
