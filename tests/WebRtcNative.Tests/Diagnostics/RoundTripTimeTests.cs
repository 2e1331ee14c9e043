using System.Runtime.CompilerServices;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Diagnostics;

/// <summary>The histogram webrtc.round_trip_time.</summary>
public sealed class RoundTripTimeTests : NativeTest
{
    private const string Instrument = "webrtc.round_trip_time";

    [Fact]
    public void RoundTripTime_ListenedToAlone_IsMeasuredAgainAndAgain()
    {
        var pair = Own(new CorePair());
        pair.Open();
        using var meter = new RecordingMeter(only: Instrument); // later than the connections

        Wait.Until(() => meter.Values(Instrument).Count() > 2, "round-trip times of two ticks");

        Assert.All(meter.Values(Instrument), value => Assert.InRange(value, 0, 10));
    }

    [Fact]
    public void RoundTripTime_PolledQueue_ArrivesByPoll()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new CorePair(queue));
        pair.Open();
        using var meter = new RecordingMeter(only: Instrument);

        Wait.Until(() => meter.Values(Instrument).Any(), "a round-trip time", () => queue.Poll());
    }

    [Fact]
    public void RoundTripTime_QueueNotPolled_DoesNotPileUp()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new CorePair(queue));
        pair.Open();
        queue.Poll();
        using var meter = new RecordingMeter(only: Instrument);

        for (var i = 0; i < 500; i++)
            Assert.True(WebRtcMetrics.MeasureRoundTripTimes());

        var raised = 0;
        Wait.Until(() => meter.Values(Instrument).Any(), "a round-trip time", () => raised += queue.Poll());
        Assert.InRange(raised, 1, 100);
    }

    [Fact]
    public void RoundTripTime_NoListener_NothingIsMeasured()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new CorePair(queue));
        pair.Open();
        // News of the connection itself, such as a better pair, may still come: the best of a few rounds has none.
        var raised = int.MaxValue;
        for (var i = 0; i < 10 && raised > 1; i++)
        {
            queue.Poll();
            Assert.True(WebRtcMetrics.MeasureRoundTripTimes());
            raised = 0;
            var last = pair.B.GetStatsAsync(); // behind whatever was asked for
            Wait.Until(() => last.IsCompleted, "the statistics", () => raised += queue.Poll());
        }

        Assert.Equal(1, raised);
    }

    [Fact]
    public void Connections_LetGoOfWhileMeasured_AreCollected()
    {
        using var meter = new RecordingMeter(only: Instrument);
        var connection = LetGo();

        Wait.Until(() => !connection.IsAlive, "the connection collected", () =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LetGo()
    {
        var pair = new CorePair(new EventQueue());
        pair.Open();
        WebRtcMetrics.MeasureRoundTripTimes();
        return new WeakReference(pair.A);
    }
}
