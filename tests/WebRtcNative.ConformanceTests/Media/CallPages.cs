using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Media;
using WebRtcNative.Tests.Support;
using D = WebRtcNative.RtpTransceiverDirection;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>Whole calls: what arrives, with which codec, and what the tracks say.</summary>
public sealed class CallPages : MediaConformanceTest
{
    private const string Simple = "simplecall.https.html";
    private const string NoSsrcs = "simplecall-no-ssrcs.https.html";
    private const string Live = "receiver-track-live.https.html";
    private const string Renegotiation = "RTCPeerConnection-addTransceiver-renegotiation.https.html";
    private const string Demuxing = "protocol/rtp-demuxing.html";
    private const string AnyCodec = "RTCRtpReceiver-video-anyCodec.html";
    private const string NoDeadlock = "RTCPeerConnection-add-track-no-deadlock.https.html";
    private const string Signaling = "RTCPeerConnection-onsignalingstatechanged.https.html";
    private const string Dtmf = "RTCRtpSender.https.html";
    private const string Parameters = "RTCRtpSender-getParameters.html";
    private const string Collection = "RTCPeerConnection-GC.https.html";
    private const string Relay = "RTCPeerConnection-relay-canvas.https.html";

    [Wpt(Simple, "sound and pictures of a call arrive")]
    public void Call_SoundAndPictures_Arrive()
    {
        using var call = new VideoPair(isMutual: true);

        call.SendUntil(() => !call.Seen.Muted && call.A.Receivers.All(receiver => !receiver.Track.Muted), "pictures both ways");
    }

    [Wpt(NoSsrcs, "and they do when the descriptions do not tell sources and streams")]
    public async Task Call_NoSsrcs_Arrives()
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewAudio());
        var offer = await Finish(pair.A.SetLocalDescriptionAsync());
        await Finish(pair.B.SetRemoteDescriptionAsync(Without(offer, "a=ssrc", "a=msid-semantic")));
        var answer = await Finish(pair.B.SetLocalDescriptionAsync());
        await Finish(pair.A.SetRemoteDescriptionAsync(Without(answer, "a=ssrc", "a=msid-semantic", "a=msid:")));

        pair.Until(() => !pair.B.Receivers[0].Track.Muted, "the first packet");
    }

    [Wpt(Live, "a received track stays live in an audio call that is set up, put on hold without sources, and taken up again")]
    public async Task ReadyState_HoldAndResume_Live()
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewAudio(), "stream");
        pair.Negotiate();
        var track = pair.B.Receivers[0].Track;
        pair.Until(() => !track.Muted, "the first packet");

        pair.A.Transceivers[0].Direction = D.Inactive;
        var offer = await Finish(pair.A.SetLocalDescriptionAsync());
        await Finish(pair.B.SetRemoteDescriptionAsync(Without(offer, "a=ssrc")));
        await AnswerAsync(pair.B, pair.A);
        Assert.Equal(MediaStreamTrackState.Live, track.ReadyState);

        pair.A.Transceivers[0].Direction = D.SendOnly;
        await ExchangeAsync(pair.A, pair.B);

        Assert.Equal(MediaStreamTrackState.Live, track.ReadyState);
    }

    [WptTheory(Renegotiation, "packets flow to a second transceiver that only receives, whether the first sends or not")]
    [InlineData(D.SendOnly)]
    [InlineData(D.Inactive)]
    public async Task AddTransceiver_SecondRecvOnly_PacketsFlow(D first)
    {
        var pair = NewMediaPair();
        pair.A.AddTransceiver(MediaKind.Audio, In(D.RecvOnly));
        await OfferAsync(pair.A, pair.B);
        pair.B.Transceivers[0].Direction = first;
        await AnswerAsync(pair.B, pair.A);

        var receiver = pair.A.AddTransceiver(MediaKind.Audio, In(D.RecvOnly)).Receiver;
        await OfferAsync(pair.A, pair.B);
        pair.B.Transceivers[1].Direction = D.SendOnly;
        await Finish(pair.B.Transceivers[1].Sender.ReplaceTrackAsync(NewAudio()));
        await AnswerAsync(pair.B, pair.A);

        pair.Until(() => !receiver.Track.Muted, "the first packet");
        pair.Until(
            () => Finish(receiver.GetStatsAsync()).GetAwaiter().GetResult().OfType<InboundRtpStats>().Any(stats => stats.PacketsReceived > 10),
            "more packets");
    }

    [WptTheory(Demuxing, "without mids and sources packets find their track by the codec, or by their transport where sections do not share one")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Call_NoMidsAndSsrcs_BothArrive(bool bundled)
    {
        var pair = NewPair(bundled ? WithMedia : WithMedia with { BundlePolicy = BundlePolicy.MaxCompat });
        pair.A.AddTrack(NewAudio());
        pair.A.AddTrack(NewAudio());
        if (bundled)
        {
            Prefer(pair.A.Transceivers[0], "audio/opus");
            Prefer(pair.A.Transceivers[1], "audio/PCMU");
        }
        var offer = await Finish(pair.A.SetLocalDescriptionAsync());
        var told = Without(bundled ? offer : WithoutGroups(offer), "a=ssrc");
        await Finish(pair.B.SetRemoteDescriptionAsync(told with { Sdp = told.Sdp.Replace("rtp-hdrext:sdes", "rtp-hdrext:none", StringComparison.Ordinal) }));
        await AnswerAsync(pair.B, pair.A);

        pair.Until(() => pair.B.Receivers.All(receiver => !receiver.Track.Muted), "packets of both");
        Assert.Equal(2, pair.B.Receivers.Count);
    }

    [Wpt(AnyCodec, "what was negotiated is received, also if the answer that the sender sees names a later codec alone")]
    public async Task Call_AnswerOfLaterCodec_Arrives()
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewAudio());
        await OfferAsync(pair.A, pair.B);
        var answer = await Finish(pair.B.SetLocalDescriptionAsync());
        var other = AssertDescription.Line(answer, "a=rtpmap:8 "); // PCMA
        var lines = answer.Sdp.Split("\r\n")
            .Where(line => line == other || !line.StartsWith("a=rtpmap:", StringComparison.Ordinal))
            .Where(line => !line.StartsWith("a=fmtp:", StringComparison.Ordinal) && !line.StartsWith("a=rtcp-fb:", StringComparison.Ordinal))
            .Select(line => line.StartsWith("m=audio", StringComparison.Ordinal) ? string.Join(' ', line.Split(' ')[..3]) + " 8" : line);

        await Finish(pair.A.SetRemoteDescriptionAsync(answer with { Sdp = string.Join("\r\n", lines) }));

        pair.Until(() => !pair.B.Receivers[0].Track.Muted, "the first packet");
        var report = await Finish(pair.A.GetStatsAsync());
        Assert.Equal("audio/PCMA", report.Find<CodecStats>(report.OfType<OutboundRtpStats>().Single().CodecId)!.MimeType);
    }

    [Wpt(NoDeadlock, "a track that is added while an offer is being set does not block it")]
    public async Task AddTrack_WhileOfferIsSet_Answered()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTrack(NewVideo());
        var offer = await Finish(caller.SetLocalDescriptionAsync());

        var set = callee.SetRemoteDescriptionAsync(offer);
        callee.AddTrack(NewVideo());
        await Finish(set);

        Assert.Equal(SdpType.Answer, (await Finish(callee.CreateAnswerAsync())).Type);
    }

    [Wpt(Signaling, "the state is raised once for each description; the direction of a transceiver is current with the answer")]
    public async Task SignalingStateChanged_Negotiation_OnceEach()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        List<(SignalingState, D?)> raised = [];
        callee.SignalingStateChanged += (_, state) => raised.Add((state, callee.Transceivers[0].CurrentDirection));
        caller.AddTrack(NewVideo());

        await OfferAsync(caller, callee);
        await AnswerAsync(callee, caller);

        Assert.Equal([(SignalingState.HaveRemoteOffer, null), (SignalingState.Stable, D.RecvOnly)], raised);
    }

    [Wpt(Signaling, "close raises no state of signaling")]
    public async Task SignalingStateChanged_Close_NotRaised()
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewAudio());
        pair.Negotiate();
        pair.Until(() => pair.B.ConnectionState == PeerConnectionState.Connected, "connected");
        var raised = RecordSignaling(pair.B);

        pair.B.Close();

        Assert.Equal(SignalingState.Closed, pair.B.SignalingState);
        await SettleAsync(pair.A);
        Assert.Empty(raised);
    }

    [Wpt(Signaling, "the state is raised before the tracks are")]
    public async Task SignalingStateChanged_OfferWithTrack_First()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        List<string> raised = [];
        callee.SignalingStateChanged += (_, _) => raised.Add("state");
        callee.TrackReceived += (_, _) => raised.Add("track");
        caller.AddTransceiver(MediaKind.Video);

        await Finish(callee.SetRemoteDescriptionAsync(await Finish(caller.CreateOfferAsync())));

        Assert.Equal(["state", "track"], raised);
    }

    [Wpt(Dtmf, "a sender of sound has tones, and one of pictures has none")]
    public void Dtmf_OfKind_OnlySound()
    {
        var connection = NewMediaConnection();

        Assert.NotNull(connection.AddTransceiver(MediaKind.Audio).Sender.Dtmf);
        Assert.Null(connection.AddTransceiver(MediaKind.Video).Sender.Dtmf);
    }

    [Wpt(Parameters, "the codecs of senders that send both ways are there with the answer, not before")]
    public async Task GetParameters_Codecs_WithAnswer()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        RtpSender[] senders = [caller.AddTrack(NewVideo()), callee.AddTrack(NewVideo())];
        await OfferAsync(caller, callee);
        Assert.Single(callee.Transceivers);
        Assert.All(senders, sender => Assert.Empty(sender.GetParameters().Codecs));

        await AnswerAsync(callee, caller);

        Assert.All(senders, sender => Assert.NotEmpty(sender.GetParameters().Codecs));
    }

    [WptTheory(Collection, "a collection does not end a call whose pictures are shown, nor a track that is")]
    [InlineData(320)]
    [InlineData(640)]
    public void Call_Collection_GoesOn(int width)
    {
        using var call = new VideoPair();
        using var reader = call.Seen.OpenReader();
        call.Next(reader).Dispose();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        call.SendUntil(
            () =>
            {
                if (!reader.TryRead(out var frame))
                    return false;
                using (frame)
                    return frame.Width == width;
            },
            "a picture after the collection",
            width);
    }

    [Wpt(Relay, "a track that was received can be sent on, and its pictures arrive",
        Differs = "a received track is not sent itself: the program reads its pictures, and writes them into a source")]
    public void OpenReader_Received_Relayed()
    {
        using var call = new VideoPair();
        using var reader = call.Seen.OpenReader();
        using var source = new VideoSource();
        using var track = source.CreateTrack();
        using var next = new CorePair(options: WithMedia);
        next.A.AddTrack(track);
        next.Negotiate();
        var pixels = new byte[320 * 240 * 3 / 2];

        call.SendUntil(
            () =>
            {
                if (reader.TryRead(out var frame))
                {
                    using (frame)
                    {
                        frame.CopyTo(pixels, VideoPixelFormat.I420);
                        var length = VideoFrame.GetByteCount(frame.Width, frame.Height, VideoPixelFormat.I420);
                        source.TrySend(pixels.AsSpan(0, length), frame.Width, frame.Height, VideoPixelFormat.I420);
                    }
                }
                return !next.B.Receivers[0].Track.Muted;
            },
            "the first packet at the end");
    }

    private static void Prefer(RtpTransceiver transceiver, string mimeType) => transceiver.SetCodecPreferences(
        [RtpSender.GetCapabilities(transceiver.Kind).Codecs.First(codec => codec.MimeType == mimeType)]);

    private static SessionDescription Without(SessionDescription description, params string[] starts) => description with
    {
        Sdp = string.Join("\r\n", description.Sdp.Split("\r\n").Where(line => !starts.Any(start => line.StartsWith(start, StringComparison.Ordinal)))),
    };
}
