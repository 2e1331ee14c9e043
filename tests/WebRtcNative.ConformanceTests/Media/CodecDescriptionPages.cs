using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>Codecs and their payload types in offers and answers.</summary>
public sealed class CodecDescriptionPages : MediaConformanceTest
{
    private const string AllTypes = "protocol/RTCPeerConnection-payloadTypes.html";
    private const string Types = "protocol/rtp-payloadtypes.html";
    private const string SameType = "protocol/pt-no-bundle.html";
    private const string Rtx = "protocol/rtx-codecs.https.html";
    private const string Vp8Parameters = "protocol/vp8-fmtp.html";
    private const string Mandatory = "protocol/video-codecs.https.html";
    private const string ByDirection = "protocol/codecs-filtered-by-direction.https.html";
    private const string Subsequent = "protocol/codecs-subsequent-offer.https.html";
    private const string Additional = "protocol/additional-codecs.html";

    [Wpt(AllTypes, "an offer of all codecs has no payload type that RTCP could be taken for")]
    public async Task CreateOfferAsync_AllCodecs_PayloadTypesOfRtp()
    {
        var connection = NewMediaConnection();
        connection.AddTransceiver(MediaKind.Audio, In(RtpTransceiverDirection.RecvOnly));
        connection.AddTransceiver(MediaKind.Video, In(RtpTransceiverDirection.RecvOnly));

        var sections = Sections(await Finish(connection.CreateOfferAsync())).Skip(1);

        var types = sections.SelectMany(section => section.Split("\r\n")[0].Split(' ')[3..]).Select(int.Parse).ToList();
        Assert.NotEmpty(types);
        Assert.DoesNotContain(types, type => type is (> 63 and < 96) or > 127);
    }

    [WptTheory(Types, "an offer's payload type is answered")]
    [InlineData(96, 127)]
    [InlineData(35, 63)]
    public async Task SetRemoteDescriptionAsync_DynamicType_Answered(int first, int last)
    {
        for (var type = first; type <= last; type++)
        {
            using var connection = new PeerConnection(WithMedia);
            await Finish(connection.SetRemoteDescriptionAsync(OfferOfOpus(type)));

            Assert.Contains($"a=rtpmap:{type} opus/48000/2", (await Finish(connection.CreateAnswerAsync())).Sdp, StringComparison.Ordinal);
        }
    }

    [Wpt(Types, "payload types from 64 to 95, which look like RTCP, are refused", NotOnSystem = "it takes them")]
    public async Task SetRemoteDescriptionAsync_TypeOfRtcp_Refused()
    {
        for (var type = 64; type <= 95; type++)
        {
            using var connection = new PeerConnection(WithMedia);
            await AssertRefusedAsync(() => connection.SetRemoteDescriptionAsync(OfferOfOpus(type)));
        }
    }

    [Wpt(SameType, "sections without a group may use one payload type for two codecs; each has a transport")]
    public async Task SetRemoteDescriptionAsync_SameTypeNoGroup_TwoTransports()
    {
        var connection = NewMediaConnection();

        await Finish(connection.SetRemoteDescriptionAsync(ForeignOffer.Of(
            ForeignOffer.Section("video", "pictures", 100, "VP8/90000"), ForeignOffer.Section("audio", "sound", 100, "opus/48000/2"))));
        await Finish(connection.SetLocalDescriptionAsync());

        Assert.Equal(2, connection.Receivers.Select(receiver => receiver.Transport).Distinct().Count());
    }

    [Wpt(Rtx, "each RTX of an offer names a codec of the offer")]
    public async Task CreateOfferAsync_Rtx_NamesCodec()
    {
        var connection = NewMediaConnection();
        connection.AddTransceiver(MediaKind.Video, In(RtpTransceiverDirection.RecvOnly));

        AssertRtx(await Finish(connection.CreateOfferAsync()));
    }

    [Wpt(Rtx, "each RTX of an answer names a codec of the answer")]
    public async Task CreateAnswerAsync_Rtx_NamesCodec()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTrack(NewVideo());
        await OfferAsync(caller, callee);

        AssertRtx(await Finish(callee.CreateAnswerAsync()));
    }

    [Wpt(Rtx, "each RTX of an answer names a codec, if the offer lists payload types that it does not explain")]
    public Task CreateAnswerAsync_UnexplainedTypesOffered_NamesCodec() =>
        AssertRtxOfAnswerAsync("a=rtpmap:98 VP8/90000", "a=rtpmap:97 rtx/90000", "a=fmtp:97 apt=98");

    [Wpt(Rtx, "each RTX of an answer names a codec, if the offer lists one codec twice, each with the RTX of the other",
        NotOnSystem = "its answer leaves the second one out, and keeps its RTX")]
    public Task CreateAnswerAsync_SameCodecTwiceOffered_NamesCodec() => AssertRtxOfAnswerAsync(
        "a=rtpmap:96 VP8/90000", "a=rtpmap:98 VP8/90000", "a=rtpmap:97 rtx/90000", "a=fmtp:97 apt=98", "a=rtpmap:99 rtx/90000", "a=fmtp:99 apt=96");

    [Wpt(Vp8Parameters, "the limits of VP8 that the offer gives are in the sender's parameters",
        Differs = "a sender that does not send has no codecs yet: the same with one that sends")]
    public async Task SetRemoteDescriptionAsync_LimitsOfVp8_InParameters()
    {
        var connection = NewMediaConnection();
        connection.AddTrack(NewVideo());
        await Finish(connection.SetRemoteDescriptionAsync(ForeignOffer.Of(ForeignOffer.Section(
            "video", "0", 100, "VP8/90000", "sendrecv", "a=fmtp:100 max-fr=30;max-fs=3600"))));
        await Finish(connection.SetLocalDescriptionAsync());

        var parameters = connection.Senders[0].GetParameters().Codecs[0].SdpFmtpLine!.Split(';');

        Assert.Equal(["max-fr=30", "max-fs=3600"], parameters.Order());
    }

    [Wpt(Mandatory, "VP8 and H.264 are in an offer")]
    public async Task CreateOfferAsync_Pictures_Vp8AndH264()
    {
        var connection = NewMediaConnection();
        connection.AddTransceiver(MediaKind.Video, In(RtpTransceiverDirection.RecvOnly));

        var sdp = (await Finish(connection.CreateOfferAsync())).Sdp;

        Assert.Contains(" VP8/90000", sdp, StringComparison.Ordinal);
        Assert.Contains(" H264/90000", sdp, StringComparison.Ordinal);
    }

    [Wpt(Mandatory, "VP8 and H.264 are negotiated")]
    public async Task GetParameters_Negotiated_Vp8AndH264()
    {
        var names = (await NegotiatedCodecsAsync()).Select(codec => codec.MimeType).ToList();

        Assert.Contains("video/VP8", names);
        Assert.Contains("video/H264", names);
    }

    [Wpt(Mandatory, "each H.264 has its profile and level")]
    public async Task GetParameters_H264_HasProfile()
    {
        var codecs = (await NegotiatedCodecsAsync()).Where(codec => codec.MimeType == "video/H264").ToList();

        Assert.NotEmpty(codecs);
        Assert.All(codecs, codec => Assert.Contains("profile-level-id=", codec.SdpFmtpLine!, StringComparison.Ordinal));
    }

    [WptTheory(ByDirection, "an offer that only sends, or only receives, has as many codecs as can do so")]
    [InlineData(RtpTransceiverDirection.SendOnly)]
    [InlineData(RtpTransceiverDirection.RecvOnly)]
    public async Task CreateOfferAsync_Direction_CodecsOfDirection(RtpTransceiverDirection direction)
    {
        var connection = NewMediaConnection();
        connection.AddTransceiver(MediaKind.Video, In(direction));
        var able = direction == RtpTransceiverDirection.SendOnly ? RtpSender.GetCapabilities(MediaKind.Video) : RtpReceiver.GetCapabilities(MediaKind.Video);

        var offered = (await Finish(connection.CreateOfferAsync())).Sdp.Split("\r\n")
            .Count(line => line.StartsWith("a=rtpmap:", StringComparison.Ordinal) && !line.Contains(" rtx/", StringComparison.Ordinal));

        Assert.Equal(able.Codecs.Count(codec => codec.MimeType != "video/rtx"), offered);
    }

    [Wpt(Subsequent, "after VP8 alone was negotiated, the next offer has all codecs again")]
    public async Task CreateOfferAsync_AfterVp8Alone_HasH264()
    {
        var connection = NewMediaConnection();
        await Finish(connection.SetRemoteDescriptionAsync(ForeignOffer.Of(ForeignOffer.Section("video", "0", 100, "VP8/90000"))));
        await Finish(connection.SetLocalDescriptionAsync());

        var sdp = (await Finish(connection.CreateOfferAsync())).Sdp;

        Assert.Contains(" VP8/90000", sdp, StringComparison.Ordinal);
        Assert.Contains(" H264/90000", sdp, StringComparison.Ordinal);
    }

    [Wpt(Additional, "a codec of the answer that the offer lacked is sent")]
    public async Task Answer_CodecThatWasNotOffered_IsSent()
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewVideo());
        pair.B.AddTrack(NewVideo());
        var capabilities = RtpSender.GetCapabilities(MediaKind.Video).Codecs;
        pair.A.Transceivers[0].SetCodecPreferences([capabilities.First(codec => codec.MimeType == "video/VP8")]);
        var offer = await Finish(pair.A.SetLocalDescriptionAsync());
        var lines = offer.Sdp.Replace("VP8", "none", StringComparison.Ordinal).TrimEnd().Split("\r\n")
            .Select(line => line.StartsWith("m=", StringComparison.Ordinal) ? line + " 63" : line);
        var sdp = string.Join("\r\n", lines) + "\r\na=rtpmap:63 VP9/90000\r\na=fmtp:63 profile-id=0\r\n";

        await Finish(pair.B.SetRemoteDescriptionAsync(offer with { Sdp = sdp }));
        await AnswerAsync(pair.B, pair.A);

        pair.Until(() => pair.A.ConnectionState == PeerConnectionState.Connected, "connected");
        var report = await Finish(pair.A.GetStatsAsync());
        var sent = Assert.Single(report.OfType<OutboundRtpStats>());
        Assert.Equal("video/VP9", report.Find<CodecStats>(sent.CodecId)!.MimeType);
    }

    private static SessionDescription OfferOfOpus(int type) =>
        ForeignOffer.Of(ForeignOffer.Section("audio", "0", type, "opus/48000/2", "sendonly"));

    private async Task<IReadOnlyList<RtpCodec>> NegotiatedCodecsAsync()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var sender = caller.AddTrack(NewVideo());
        await ExchangeAsync(caller, callee);
        return sender.GetParameters().Codecs;
    }

    private async Task AssertRtxOfAnswerAsync(params string[] codecs)
    {
        var connection = NewMediaConnection();
        connection.AddTrack(NewVideo());
        await Finish(connection.SetRemoteDescriptionAsync(ForeignOffer.Of(
            ["m=video 9 UDP/TLS/RTP/SAVPF 96 97 98 99", "a=mid:0", "a=recvonly", .. codecs])));

        AssertRtx(await Finish(connection.CreateAnswerAsync()));
    }

    private static void AssertRtx(SessionDescription description)
    {
        var lines = description.Sdp.Split("\r\n");
        var codecs = lines.Where(line => line.StartsWith("a=rtpmap:", StringComparison.Ordinal))
            .Select(line => line["a=rtpmap:".Length..].Split(' ')).ToDictionary(parts => parts[0], parts => parts[1]);
        var rtx = codecs.Where(codec => codec.Value == "rtx/90000").Select(codec => codec.Key).ToList();
        Assert.Contains("VP8/90000", codecs.Values);
        Assert.NotEmpty(rtx);
        foreach (var type in rtx)
        {
            var parameters = Assert.Single(lines, line => line.StartsWith($"a=fmtp:{type} apt=", StringComparison.Ordinal));
            Assert.NotEqual("rtx/90000", codecs[parameters.Split("apt=")[1]]);
        }
    }
}
