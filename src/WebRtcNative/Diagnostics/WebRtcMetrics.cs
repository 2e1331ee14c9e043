using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace WebRtcNative;

/// <summary>The meter. Values that can be counted on request are counted then; the others are counted while there is a
/// listener.</summary>
internal static class WebRtcMetrics
{
    private const int ProbesPerTick = 64;

    private static readonly KeyValuePair<string, object?> s_sent = new("webrtc.direction", "sent");
    private static readonly KeyValuePair<string, object?> s_received = new("webrtc.direction", "received");
    private static readonly KeyValuePair<string, object?> s_closed = new("webrtc.drop.reason", "closed");
    private static readonly KeyValuePair<string, object?> s_logOverflow = new("webrtc.drop.reason", "log_overflow");
    private static readonly KeyValuePair<string, object?>[] s_states = [.. Enumerable
        .Range(0, (int)PeerConnectionState.Closed)
        .Select(state => new KeyValuePair<string, object?>("webrtc.connection.state", NameOf((PeerConnectionState)state)))];

    // Weak: a queue without references is collected with its connections, and none of them is closed before.
    private static readonly ConditionalWeakTable<PeerConnection, RoundTripProbe> s_live = [];

    private static readonly Meter s_meter = new(WebRtcDiagnostics.MeterName, WebRtcDiagnostics.Version);
    private static readonly Counter<long> s_messages = s_meter.CreateCounter<long>(
        "webrtc.data_channel.messages", "{message}", "Messages sent and received on data channels.");
    private static readonly Counter<long> s_bytes = s_meter.CreateCounter<long>(
        "webrtc.data_channel.bytes", "By", "Bytes of messages sent and received on data channels.");
    private static readonly Counter<long> s_dropped = s_meter.CreateCounter<long>(
        "webrtc.events.dropped", "{event}", "Events that could not be raised.");
    private static readonly Histogram<double> s_roundTripTime = s_meter.CreateHistogram(
        "webrtc.round_trip_time", "s", "Round-trip time of connected connections.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
        });

    private static int s_nextProbe;

    static WebRtcMetrics()
    {
        OwnContext.Unloading += s_meter.Dispose; // .NET keeps a list of all meters
        s_meter.CreateObservableUpDownCounter(
            "webrtc.connections", CountConnections, "{connection}", "Connections that are not closed, by state.");
        s_meter.CreateObservableUpDownCounter(
            "webrtc.data_channels", CountOpenChannels, "{channel}", "Open data channels.");
        s_meter.CreateObservableGauge(
            "webrtc.data_channel.buffered", SumBuffered, "By", "Bytes waiting to be handed to the network.");
    }

    /// <summary>The state in the W3C's spelling.</summary>
    public static string NameOf(PeerConnectionState state) => state switch
    {
        PeerConnectionState.New => "new",
        PeerConnectionState.Connecting => "connecting",
        PeerConnectionState.Connected => "connected",
        PeerConnectionState.Disconnected => "disconnected",
        PeerConnectionState.Failed => "failed",
        _ => "closed",
    };

    public static void ConnectionOpened(PeerConnection connection)
    {
        s_live.Add(connection, new RoundTripProbe(connection));
        RoundTripTimer.Start();
    }

    public static void ConnectionClosed(PeerConnection connection) => s_live.Remove(connection);

    public static void MessageSent(int bytes) => Count(bytes, s_sent);

    public static void MessageReceived(int bytes) => Count(bytes, s_received);

    public static void RoundTripTimeMeasured(TimeSpan time) => s_roundTripTime.Record(time.TotalSeconds);

    /// <summary>An event whose object is closed or collected.</summary>
    public static void EventDropped() => s_dropped.Add(1, s_closed);

    public static void LogLinesDropped(int count)
    {
        if (count > 0)
            s_dropped.Add(count, s_logOverflow);
    }

    private static void Count(int bytes, in KeyValuePair<string, object?> direction)
    {
        if (s_messages.Enabled)
            s_messages.Add(1, direction);
        if (s_bytes.Enabled)
            s_bytes.Add(bytes, direction);
    }

    private static IEnumerable<Measurement<int>> CountConnections()
    {
        var counts = new int[s_states.Length + 1]; // a connection may close during the count
        foreach (var (connection, _) in s_live)
            counts[(int)connection.ConnectionState]++;
        return s_states.Select((tag, state) => new Measurement<int>(counts[state], tag));
    }

    private static int CountOpenChannels() => LiveChannels().Count(channel => channel.State == DataChannelState.Open);

    private static long SumBuffered() => LiveChannels().Sum(channel => channel.BufferedAmount);

    private static IEnumerable<DataChannel> LiveChannels() =>
        s_live.SelectMany(live => live.Key.Channels).Select(channel => channel.Value);

    /// <summary>Measures if a listener wants it. False if there are no connections.</summary>
    /// <remarks>Not all of ten thousand connections are measured at once: some of them, and then the next, give as good a
    /// histogram.</remarks>
    internal static bool MeasureRoundTripTimes()
    {
        if (!s_roundTripTime.Enabled)
            return s_live.Any();
        List<RoundTripProbe> connected =
            [.. s_live.Where(live => live.Key.ConnectionState == PeerConnectionState.Connected).Select(live => live.Value)];
        var count = Math.Min(connected.Count, ProbesPerTick);
        var first = Interlocked.Add(ref s_nextProbe, count) - count;
        for (var i = 0; i < count; i++)
            connected[(int)((uint)(first + i) % connected.Count)].Start();
        return s_live.Any();
    }
}
