using WebRtcNative.Godot;
using WebRtcNative.Tests.Diagnostics;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Engine;

/// <summary>What runs inside a <see cref="PlugInContext"/>, with a token of its host that is never cancelled.</summary>
/// <remarks>Assertions here are of simple values: xunit, which is the host's, remembers the types that it has compared.</remarks>
internal static class PlugIn
{
    public static void PollAndDispose(CancellationToken host)
    {
        using var queue = new EventQueue();
        using var pair = new CorePair(queue);
        Exchange(pair);
    }

    public static void PollAndDrop(CancellationToken host) => Exchange(new CorePair(new EventQueue()));

    public static void AwaitAndDispose(CancellationToken host)
    {
        using var pair = new CorePair();
        pair.Finish(AwaitMessageAsync(pair, host));
    }

    public static void AwaitAndClose(CancellationToken host)
    {
        var pair = new CorePair();
        pair.Finish(AwaitMessageAsync(pair, host));
        pair.A.Close();
        pair.B.Close();
    }

    public static void AwaitAndLeaveOpen(CancellationToken host)
    {
        var pair = new CorePair();
        pair.Finish(AwaitMessageAsync(pair, host));
        _ = AwaitEndAsync(pair.A.CreateDataChannel("without an end"), host);
    }

    public static void UseContextAndDispose(CancellationToken host)
    {
        using var queue = new EventQueue(new InlineContext());
        using var pair = new CorePair(byItself: queue);
        Exchange(pair);
    }

    public static void UseContextAndDropQueue(CancellationToken host)
    {
        using var pair = new CorePair(byItself: new EventQueue(new InlineContext()));
        Exchange(pair);
    }

    public static void UseContextAndLeaveOpen(CancellationToken host) => Exchange(new CorePair(byItself: new EventQueue(new InlineContext())));

    public static void LogAndLeaveOn(CancellationToken host)
    {
        var lines = 0;
        EngineLog.Written += (_, _) => Interlocked.Increment(ref lines);
        EngineLog.MinimumSeverity = EngineLogSeverity.Info;
        PollAndDispose(host);
        Wait.Until(() => Volatile.Read(ref lines) > 0, "a line of the log");
    }

    public static void MeasureAndLeaveOpen(CancellationToken host)
    {
        using var meter = new RecordingMeter(only: "webrtc.round_trip_time");
        var pair = new CorePair();
        pair.Finish(AwaitMessageAsync(pair, host));
        Wait.Until(() => meter.Values("webrtc.round_trip_time").Any(), "a round-trip time", () => WebRtcMetrics.MeasureRoundTripTimes());
    }

    public static void UseSeveralNetworkThreads(CancellationToken host)
    {
        using var factory = new PeerConnectionFactory(new() { NetworkThreads = 2 });
        using var pair = new CorePair(factory: factory);
        pair.Finish(AwaitMessageAsync(pair, host));
    }

    public static void UseFactoryAndLeaveOpen(CancellationToken host)
    {
        var pair = new CorePair(factory: new PeerConnectionFactory(), otherFactory: new PeerConnectionFactory());
        pair.Finish(AwaitMessageAsync(pair, host));
    }

    /// <summary>Whatever else may keep something for the next time.</summary>
    public static void UseTheRest(CancellationToken host)
    {
        var options = new PeerConnectionOptions { Certificates = Wine.IsHere ? [] : [RtcCertificate.Generate()] };
        using var pair = new CorePair(options: options);
        var (a, b) = pair.Open();
        var (from, to) = (a.AsStream(), b.AsStream());
        from.Write("hello"u8);
        to.ReadExactly(new byte[5]);
        Assert.True(pair.Finish(pair.A.GetStatsAsync(host)).Count > 0);
        Assert.True(PeerConnectionOptions.FromJson("""{"iceServers":[]}""").IceServers.Count == 0);
        using var godot = new WebRtcPeerConnection();
        Assert.True(godot.CreateDataChannel("polled") != null);
        godot.Poll();
        from.Dispose();
    }

    private static void Exchange(CorePair pair)
    {
        var (a, b) = pair.Open();
        a.Send("hello");
        pair.Until(() => b.TryReceive(new byte[5], out _), "a message");
    }

    private static async Task AwaitMessageAsync(CorePair pair, CancellationToken host)
    {
        var a = pair.A.CreateDataChannel("channel", new DataChannelOptions { Negotiated = true, Id = 1 });
        var b = pair.B.CreateDataChannel("channel", new DataChannelOptions { Negotiated = true, Id = 1 });
        await CorePair.NegotiateAsync(pair.A, pair.B);
        var message = b.ReceiveAsync(host);
        await a.SendAsync("hello", host);
        Assert.Equal("hello", (await message)?.Text);
    }

    private static async Task AwaitEndAsync(DataChannel channel, CancellationToken host)
    {
        await channel.ReceiveAsync(host);
        Assert.Equal(DataChannelState.Closed, channel.State);
    }

    /// <summary>Runs a posted callback at once, on the queue's thread.</summary>
    private sealed class InlineContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => d(state);
    }
}
