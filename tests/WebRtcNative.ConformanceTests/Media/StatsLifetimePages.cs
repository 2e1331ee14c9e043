using System.Diagnostics;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Media;
using D = WebRtcNative.RtpTransceiverDirection;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>When the statistics of streams are there, and what they say of time, encodings and delay.</summary>
public sealed class StatsLifetimePages : MediaConformanceTest
{
    private const string Lifetime = "rtp-stats-lifetime.https.html";
    private const string Index = "outbound-rtp-encoding-index.https.html";
    private const string Time = "RTCPeerConnection-getStats-timestamp.https.html";
    private const string Twice = "RTCRtpSender-encode-same-track-twice.https.html";
    private const string Delay = "RTCRtpReceiver-audio-jitterBufferTarget-stats.https.html";

    private const string Older = "streams are in its statistics with the description, but not yet in those of a sender";

    // The engine adds a steady clock to the wall clock of an earlier time, which may have been set since then.
    private static readonly TimeSpan s_ofClocks = TimeSpan.FromSeconds(1);

    [Wpt(Lifetime, "there is no outbound stream while an offer is pending", NotOnSystem = Older)]
    public async Task GetStatsAsync_Offered_NoOutbound()
    {
        var connection = NewMediaConnection();
        connection.AddTransceiver(MediaKind.Video);
        Assert.Empty((await Finish(connection.GetStatsAsync())).OfType<OutboundRtpStats>());

        await Finish(connection.SetLocalDescriptionAsync());

        Assert.Empty((await Finish(connection.GetStatsAsync())).OfType<OutboundRtpStats>());
    }

    [Wpt(Lifetime, "there is one on both sides with the answer, before any packet")]
    public async Task GetStatsAsync_Answered_Outbound()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Video);
        await OfferAsync(caller, callee);
        callee.Transceivers[0].Direction = D.SendRecv;
        Assert.Empty((await Finish(callee.GetStatsAsync())).OfType<OutboundRtpStats>());

        await AnswerAsync(callee, caller);

        Assert.Single((await Finish(caller.GetStatsAsync())).OfType<OutboundRtpStats>());
        Assert.Single((await Finish(callee.GetStatsAsync())).OfType<OutboundRtpStats>());
    }

    [Wpt(Lifetime, "simulcast has one for each encoding with the answer, before any packet", NotOnSystem = Older)]
    public async Task GetStatsAsync_SimulcastAnswered_EachEncoding()
    {
        using var call = new SplitSimulcast("video/VP8", [new() { Rid = "a" }, new() { Rid = "b" }]);

        await call.NegotiateAsync();

        var streams = (await Finish(call.A.GetStatsAsync())).OfType<OutboundRtpStats>().ToList();
        Assert.Equal(["a", "b"], streams.Select(stats => stats.Rid).Order());
        Assert.All(streams, stats => Assert.True(stats.Ssrc > 0));
    }

    [Wpt(Lifetime, "an inbound stream is there with the first packet, not before", NotOnSystem = Older)]
    public async Task GetStatsAsync_FirstPacket_Inbound()
    {
        var pair = NewMediaPair();
        var sender = pair.A.AddTransceiver(MediaKind.Audio).Sender;
        pair.Negotiate();
        pair.Until(() => pair.B.ConnectionState == PeerConnectionState.Connected, "connected");
        Assert.Empty((await Finish(pair.B.GetStatsAsync())).OfType<InboundRtpStats>());

        await Finish(sender.ReplaceTrackAsync(NewAudio()));

        var report = pair.B.GetStatsAsync();
        pair.Until(() => Renewed(ref report, pair.B.GetStatsAsync, stats => stats.OfType<InboundRtpStats>().Any()), "an inbound stream");
        Assert.True(Assert.Single(report.Result.OfType<InboundRtpStats>()).PacketsReceived > 0);
    }

    [WptTheory(Lifetime, "an outbound stream is there without a track, of the connection and of the sender", NotOnSystem = Older)]
    [InlineData(MediaKind.Audio, false)]
    [InlineData(MediaKind.Audio, true)]
    [InlineData(MediaKind.Video, false)]
    [InlineData(MediaKind.Video, true)]
    public async Task GetStatsAsync_NoTrack_Outbound(MediaKind kind, bool ofSender)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var sender = caller.AddTransceiver(kind).Sender;
        await ExchangeAsync(caller, callee);

        Assert.Single((await StatsAsync(caller, sender, ofSender)).OfType<OutboundRtpStats>());
    }

    [WptTheory(Lifetime, "it stays when the track is taken away", NotOnSystem = Older)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetStatsAsync_TrackTakenAway_OutboundStays(bool ofSender)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var sender = caller.AddTransceiver(NewVideo()).Sender;
        await ExchangeAsync(caller, callee);
        var before = Assert.Single((await StatsAsync(caller, sender, ofSender)).OfType<OutboundRtpStats>());

        await Finish(sender.ReplaceTrackAsync(null));

        Assert.Equal(before.Id, Assert.Single((await StatsAsync(caller, sender, ofSender)).OfType<OutboundRtpStats>()).Id);
    }

    [Wpt(Lifetime, "packets that come before the answer does have an inbound stream", NotOnSystem = "it takes none before the answer")]
    public async Task GetStatsAsync_EarlyMedia_Inbound()
    {
        var pair = NewMediaPair();
        pair.A.AddTransceiver(MediaKind.Audio, In(D.SendOnly)); // so that DTLS is there before
        pair.Negotiate();
        pair.Until(() => pair.B.ConnectionState == PeerConnectionState.Connected, "connected");
        var receiver = pair.A.AddTransceiver(MediaKind.Audio, In(D.RecvOnly)).Receiver;
        await OfferAsync(pair.A, pair.B);
        Assert.Empty((await Finish(receiver.GetStatsAsync())).OfType<InboundRtpStats>());
        await Finish(pair.B.Transceivers[1].Sender.ReplaceTrackAsync(NewAudio()));
        pair.B.Transceivers[1].Direction = D.SendOnly;

        await Finish(pair.B.SetLocalDescriptionAsync());

        var report = pair.A.GetStatsAsync();
        pair.Until(() => Renewed(ref report, pair.A.GetStatsAsync, HasInbound), "an inbound stream");
        Assert.Equal(SignalingState.HaveLocalOffer, pair.A.SignalingState);

        static bool HasInbound(RtcStatsReport report) => report.OfType<InboundRtpStats>().Any(stats => stats.PacketsReceived > 0);
    }

    [WptTheory(Index, "one encoding of pictures has index 0, and sound has none", NotOnSystem = "its statistics lack the index")]
    [InlineData(MediaKind.Video, 0)]
    [InlineData(MediaKind.Audio, null)]
    public async Task EncodingIndex_OneEncoding_OfPictures(MediaKind kind, int? index)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(kind);
        await ExchangeAsync(caller, callee);

        Assert.Equal(index, Assert.Single((await Finish(caller.GetStatsAsync())).OfType<OutboundRtpStats>()).EncodingIndex);
    }

    [Wpt(Index, "encodings of simulcast have theirs in order", NotOnSystem = "its statistics lack the index")]
    public async Task EncodingIndex_Simulcast_InOrder()
    {
        using var call = new SplitSimulcast("video/VP8", [new() { Rid = "a" }, new() { Rid = "b" }]);
        await call.NegotiateAsync();

        var stats = await OutboundAsync(call, 2);

        Assert.Equal([("a", 0), ("b", 1)], stats.OrderBy(one => one.Rid).Select(one => (one.Rid!, one.EncodingIndex!.Value)));
    }

    [Wpt(Time, "statistics have the time of the call")]
    public async Task Timestamp_OfConnection_Now()
    {
        var before = DateTimeOffset.UtcNow;
        var report = await Finish(NewMediaConnection().GetStatsAsync());

        var time = Assert.Single(report.Values, stats => stats.Type == "peer-connection").Timestamp;

        Assert.InRange(time, before - s_ofClocks, DateTimeOffset.UtcNow + s_ofClocks);
    }

    [Wpt(Time, "statistics that the peer reported have the time when they arrived")]
    public void Timestamp_OfRemote_WhenArrived()
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewAudio());
        var before = DateTimeOffset.UtcNow;
        pair.Negotiate();
        RemoteInboundRtpStats? remote = null;
        var report = pair.A.GetStatsAsync();

        pair.Until(
            () => Renewed(ref report, pair.A.GetStatsAsync, stats => (remote = stats.OfType<RemoteInboundRtpStats>().FirstOrDefault()) != null),
            "a report of the peer");

        Assert.InRange(remote!.Timestamp, before - s_ofClocks, DateTimeOffset.UtcNow + s_ofClocks);
    }

    [Wpt(Twice, "two senders may send one track")]
    public void AddTransceiver_SameTrackTwice_BothArrive()
    {
        using var call = new VideoPair();
        var second = call.A.AddTransceiver(call.Track, In(D.SendOnly));
        var negotiated = Tests.Support.CorePair.NegotiateAsync(call.A, call.B);
        call.SendUntil(() => negotiated.IsCompleted, "negotiated");

        call.SendUntil(() => call.B.Receivers.Count == 2 && call.B.Receivers.All(receiver => !receiver.Track.Muted), "pictures of both");

        Assert.Same(call.Track, second.Sender.Track);
    }

    [Wpt(Delay, "sound is delayed to the target of the jitter buffer, and no longer once it is 0")]
    public void JitterBufferTarget_Sound_DelayFollows()
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewAudio());
        pair.Negotiate();
        var receiver = pair.B.Receivers[0];
        Assert.Null(receiver.JitterBufferTarget);
        AwaitDelay(delay => delay < 150, "little delay");

        receiver.JitterBufferTarget = TimeSpan.FromMilliseconds(500);
        AwaitDelay(delay => delay > 400, "the delay of the target");
        receiver.JitterBufferTarget = TimeSpan.Zero;
        AwaitDelay(delay => delay < 250, "less delay");

        // The mean of what the buffer gave out between two reports, at least half a second apart.
        void AwaitDelay(Func<double, bool> condition, string what)
        {
            InboundRtpStats? before = null;
            var clock = Stopwatch.StartNew();
            var report = receiver.GetStatsAsync();
            pair.Until(
                () => Renewed(ref report, receiver.GetStatsAsync, stats =>
                {
                    if (stats.OfType<InboundRtpStats>().SingleOrDefault() is not { JitterBufferEmittedCount: > 0 } now
                        || (before != null && clock.ElapsedMilliseconds < 500))
                    {
                        return false;
                    }
                    var mean = before == null || now.JitterBufferEmittedCount == before.JitterBufferEmittedCount ? double.NaN
                        : (now.JitterBufferDelay!.Value - before.JitterBufferDelay!.Value).TotalMilliseconds
                            / (now.JitterBufferEmittedCount!.Value - before.JitterBufferEmittedCount!.Value);
                    before = now;
                    clock.Restart();
                    return condition(mean);
                }),
                what);
        }
    }

    private static async Task<List<OutboundRtpStats>> OutboundAsync(SplitSimulcast call, int count)
    {
        var report = call.A.GetStatsAsync();
        List<OutboundRtpStats> found = [];
        call.SendUntil(
            () => Renewed(ref report, call.A.GetStatsAsync, stats => (found = [.. stats.OfType<OutboundRtpStats>()]).Count == count),
            "statistics of each encoding");
        await Finish(report);
        return found;
    }

    private static Task<RtcStatsReport> StatsAsync(PeerConnection connection, RtpSender sender, bool ofSender) =>
        Finish(ofSender ? sender.GetStatsAsync() : connection.GetStatsAsync());
}
