using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using WebRtcNative.SignalingTests.Support;

namespace WebRtcNative.SignalingTests;

/// <summary>What an operator sees of a server.</summary>
public sealed class ObservabilityTests
{
    private const string Name = "WebRtcNative.Signaling.Server";

    [Fact]
    public async Task Metrics_JoinSendAndRefusal_AreCounted()
    {
        var sums = new ConcurrentDictionary<string, long>();
        var latest = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == Name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            sums.AddOrUpdate($"{instrument.Name} {(tags.IsEmpty ? "" : tags[0].Value)}", value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => latest[instrument.Name] = value);
        listener.Start();
        await using var server = await SignalingServer.StartAsync();
        var ann = await server.JoinAsync("room", "Ann");
        var raw = await server.ConnectRawAsync();
        await raw.JoinAsync("room");

        await Task.WhenAll(ann.SendAsync("1"), ann.SendAsync("2"), ann.SendAsync("3"));
        await raw.CallAsync("Join", new { room = "room", name = "twice" });
        listener.RecordObservableInstruments();

        Assert.Equal(3, sums["signaling.items.accepted "]);
        Assert.Equal(1, sums["signaling.requests.refused bad-request"]);
        Assert.Equal(1, latest["signaling.rooms"]);
        Assert.Equal(2, latest["signaling.connections"]);
        // To the other member, and that it has joined to the first.
        Wait.Until(() => sums.GetValueOrDefault("signaling.events.delivered ") >= 4, "the deliveries to be counted");
    }

    [Fact]
    public async Task Traces_EachRequest_IsAnActivityWithItsError()
    {
        var activities = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => activities.Enqueue($"{activity.OperationName} {activity.Kind} {activity.Status} {activity.StatusDescription}".TrimEnd()),
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = await SignalingServer.StartAsync();
        var raw = await server.ConnectRawAsync();

        await raw.JoinAsync("room");
        await raw.SendAsync(1, "text");
        await raw.SendAsync(7, "a gap");

        Wait.Until(() => activities.Count == 3, "three activities");
        Assert.Equal(["signaling Join Server Unset", "signaling Send Server Unset", "signaling Send Server Error bad-request"], activities);
    }
}
