using System.Runtime.CompilerServices;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Diagnostics;

public sealed class MetricsTests : NativeTest
{
    private readonly RecordingMeter _meter;

    public MetricsTests()
    {
        _meter = Own(new RecordingMeter());
    }

    [Fact]
    public void Instruments_Published_HaveUnits()
    {
        Own(new PeerConnection());

        Assert.Equal(
            [
                "webrtc.connections {connection}", "webrtc.data_channel.buffered By", "webrtc.data_channel.bytes By",
                "webrtc.data_channel.messages {message}", "webrtc.data_channels {channel}", "webrtc.events.dropped {event}",
                "webrtc.round_trip_time s",
            ],
            _meter.Instruments.Values.Select(instrument => $"{instrument.Name} {instrument.Unit}").Order(StringComparer.Ordinal));
        Assert.All(_meter.Instruments.Values, instrument => Assert.NotEmpty(instrument.Description!));
    }

    [Fact]
    public void Connections_NewConnectedClosed_AreCountedByState()
    {
        Own(new PeerConnection()).Close(); // makes the meter
        var before = (Count("new"), Count("connected"));
        var pair = Own(new CorePair());
        Assert.Equal(before.Item1 + 2, Count("new"));

        pair.Open();
        pair.Until(() => Count("connected") == before.Item2 + 2, "two connected");
        Assert.Equal(before.Item1, Count("new"));

        pair.Dispose();
        Assert.Equal(before, (Count("new"), Count("connected")));

        double Count(string state) => _meter.Observe("webrtc.connections", $"webrtc.connection.state={state}");
    }

    [Fact]
    public void DataChannels_OpenClose_AreCounted()
    {
        var pair = Own(new CorePair());
        var before = _meter.Observe("webrtc.data_channels");
        var (a, _) = pair.Open();
        Assert.Equal(before + 2, _meter.Observe("webrtc.data_channels"));

        a.Close();

        pair.Until(() => _meter.Observe("webrtc.data_channels") == before, "both closed");
    }

    [Fact]
    public void Messages_SentReceived_AreCountedWithBytes()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();

        a.Send("four"u8);
        a.Send("äöü");
        a.Send([]);
        Assert.Equal(SendResult.TooLarge, a.TrySend(new byte[a.MaxMessageSize!.Value + 1]));
        pair.Until(() => b.AvailableMessageCount == 3, "the messages");
        Assert.False(b.TryReceive([], out _)); // too small
        Assert.Equal(3, CoreContent.TakeAll(b).Count);
        Assert.False(b.TryReceive([], out _)); // empty
        a.Close();
        Assert.NotEqual(SendResult.Sent, a.TrySend("late"u8));

        Assert.Equal((3, 10), (Sum("messages", "sent"), Sum("bytes", "sent")));
        Assert.Equal((3, 10), (Sum("messages", "received"), Sum("bytes", "received")));

        double Sum(string what, string direction) => _meter.Sum($"webrtc.data_channel.{what}", $"webrtc.direction={direction}");
    }

    [Fact]
    public void Buffered_MuchSent_IsSeenAndGoes()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        var message = new byte[64 * 1024];
        for (var i = 0; i < 128; i++)
            a.Send(message);

        Assert.InRange(_meter.Observe("webrtc.data_channel.buffered"), 1, 128 * message.Length);
        pair.Until(() => b.AvailableMessageCount == 128, "all messages");
        pair.Until(() => _meter.Observe("webrtc.data_channel.buffered") == 0, "nothing buffered");
    }

    [Fact]
    public void EventsDropped_ClosedWithEventsWaiting_AreCounted()
    {
        var queue = Own(new EventQueue());
        var connection = Own(new PeerConnection(queue: queue));
        connection.NegotiationNeeded += (_, _) => connection.Close();
        connection.CreateDataChannel("channel");
        connection.CreateOfferAsync(); // its events come after the close

        Wait.Until(
            () => _meter.Sum("webrtc.events.dropped", "webrtc.drop.reason=closed") > 0, "a dropped event", () => queue.Poll());
    }

    [Fact]
    public void Connections_LetGoOf_AreCollected()
    {
        var connection = LetGo();

        Wait.Until(
            () => !connection.IsAlive,
            "the connection collected",
            () =>
            {
                _meter.Observe();
                GC.Collect();
                GC.WaitForPendingFinalizers();
            });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference LetGo()
    {
        var connection = new PeerConnection(queue: new EventQueue());
        _meter.Observe();
        return new WeakReference(connection);
    }
}
