using System.Diagnostics;
using System.Diagnostics.Metrics;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Engine;

/// <summary>The library in a collectible AssemblyLoadContext: the context goes, and the threads go.</summary>
public sealed class UnloadTests : NativeTest
{
    [Theory]
    [InlineData(nameof(PlugIn.PollAndDispose))]
    [InlineData(nameof(PlugIn.PollAndDrop))]
    [InlineData(nameof(PlugIn.AwaitAndDispose))]
    [InlineData(nameof(PlugIn.AwaitAndClose))]
    [InlineData(nameof(PlugIn.AwaitAndLeaveOpen))]
    [InlineData(nameof(PlugIn.UseContextAndDispose))]
    [InlineData(nameof(PlugIn.UseContextAndDropQueue))]
    [InlineData(nameof(PlugIn.UseContextAndLeaveOpen))]
    [InlineData(nameof(PlugIn.LogAndLeaveOn))]
    [InlineData(nameof(PlugIn.MeasureAndLeaveOpen))]
    [InlineData(nameof(PlugIn.UseSeveralNetworkThreads))]
    [InlineData(nameof(PlugIn.UseFactoryAndLeaveOpen))]
    [InlineData(nameof(PlugIn.UseTheRest))]
    public void Unload_AfterUse_ContextAndThreadsGo(string use) => PlugInContext.Reload(typeof(PlugIn), use);

    [Fact]
    public void Unload_TenTimes_ThreadsAreAsBefore() => PlugInContext.Reload(typeof(PlugIn), nameof(PlugIn.AwaitAndLeaveOpen), times: 10);

    [Fact]
    public void Unload_ListenedTo_ContextAndThreadsGo()
    {
        var messages = 0;
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == WebRtcDiagnostics.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>((instrument, _, _, _) =>
        {
            if (instrument.Name == "webrtc.data_channel.messages")
                Interlocked.Increment(ref messages);
        });
        meters.Start();
        var activities = 0;
        using var activityListener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WebRtcDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ => Interlocked.Increment(ref activities),
        };
        ActivitySource.AddActivityListener(activityListener);

        PlugInContext.Reload(typeof(PlugIn), nameof(PlugIn.AwaitAndDispose));

        // Three reloads; a message is counted at both ends, and each connection has an activity.
        Assert.Equal((6, 6), (messages, activities));
        meters.RecordObservableInstruments();
    }
}
