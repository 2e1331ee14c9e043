using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Media;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>The codec of an encoding: given with the transceiver, changed later, and what is sent.</summary>
public sealed class EncodingCodecPage : MediaConformanceTest
{
    private const string Page = "RTCRtpParameters-codec.html";
    private const string Profile = "protocol/av1-profile-asymmetry.https.html";
    private const string NoCodecs = "its encodings have no codec of their own";

    [WptTheory(Page, "an encoding has no codec unless one is given", NotOnSystem = NoCodecs)]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void Codec_NotGiven_Null(MediaKind kind) =>
        Assert.Null(Assert.Single(NewMediaConnection().AddTransceiver(kind).Sender.GetParameters().Encodings).Codec);

    [WptTheory(Page, "the codec that a transceiver is added with is there", NotOnSystem = NoCodecs)]
    [InlineData("audio/opus")]
    [InlineData("video/VP8")]
    public void AddTransceiver_Codec_InParameters(string mimeType)
    {
        var codec = Find(mimeType);

        var sender = AddWith(NewMediaConnection(), codec).Sender;

        Assert.Equal(codec, CodecOf(sender));
    }

    [WptTheory(Page, "a codec can be set, and taken away again", NotOnSystem = NoCodecs)]
    [InlineData("audio/opus")]
    [InlineData("video/VP8")]
    public async Task SetParametersAsync_Codec_SetAndTakenAway(string mimeType)
    {
        var codec = Find(mimeType);
        var sender = NewMediaConnection().AddTransceiver(KindOf(mimeType)).Sender;

        await SetAsync(sender, codec);
        Assert.Equal(codec, CodecOf(sender));
        await SetAsync(sender, null);

        Assert.Null(CodecOf(sender));
    }

    [WptTheory(Page, "a codec or kind that there is not is refused with the transceiver", NotOnSystem = NoCodecs)]
    [InlineData(MediaKind.Audio, "audio/none")]
    [InlineData(MediaKind.Audio, "dummy/none")]
    [InlineData(MediaKind.Video, "video/none")]
    [InlineData(MediaKind.Video, "dummy/none")]
    public Task AddTransceiver_UnknownCodec_Refused(MediaKind kind, string mimeType)
    {
        var connection = NewMediaConnection();

        return AssertRefusedAsync(() => Task.FromResult(connection.AddTransceiver(
            kind, new RtpTransceiverInit { SendEncodings = [new RtpEncoding { Codec = new RtpCodec { MimeType = mimeType, ClockRate = 90000 } }] })));
    }

    [WptTheory(Page, "a codec that there is not cannot be set", NotOnSystem = NoCodecs)]
    [InlineData(MediaKind.Audio, "audio/none")]
    [InlineData(MediaKind.Video, "video/none")]
    public Task SetParametersAsync_UnknownCodec_InvalidModification(MediaKind kind, string mimeType)
    {
        var sender = NewMediaConnection().AddTransceiver(kind).Sender;

        return AssertInvalidModificationAsync(() => SetAsync(sender, new RtpCodec { MimeType = mimeType, ClockRate = 90000 }));
    }

    [WptTheory(Page, "a codec that the peer does not prefer, and so is not negotiated, cannot be set", NotOnSystem = NoCodecs)]
    [InlineData("audio/opus")]
    [InlineData("video/VP8")]
    public async Task SetParametersAsync_NotNegotiated_InvalidModification(string mimeType)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var sender = caller.AddTransceiver(KindOf(mimeType)).Sender;
        await OfferAsync(caller, callee);
        callee.Transceivers[0].SetCodecPreferences(Others(mimeType));
        await AnswerAsync(callee, caller);

        await AssertInvalidModificationAsync(() => SetAsync(sender, Find(mimeType)));
    }

    [WptTheory(Page, "a codec that is negotiated away is no longer set", NotOnSystem = NoCodecs)]
    [InlineData("audio/opus")]
    [InlineData("video/VP8")]
    public async Task Negotiate_CodecTakenAway_Null(string mimeType)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var sender = AddWith(caller, Find(mimeType)).Sender;
        await ExchangeAsync(caller, callee);
        Assert.Equal(mimeType, CodecOf(sender)?.MimeType);

        callee.Transceivers[0].SetCodecPreferences(Others(mimeType));
        await ExchangeAsync(caller, callee);

        Assert.Null(CodecOf(sender));
    }

    [Wpt(Page, "statistics show the codec of sound that was set", NotOnSystem = NoCodecs)]
    public async Task GetStatsAsync_CodecOfSound_IsSent()
    {
        var pair = NewMediaPair();
        var sender = pair.A.AddTransceiver(NewAudio()).Sender;
        await OfferAsync(pair.A, pair.B);
        pair.B.Transceivers[0].SetCodecPreferences([Find("audio/PCMU"), Find("audio/opus")]);
        await AnswerAsync(pair.B, pair.A);
        Assert.Equal("audio/PCMU", Sent(await Finish(sender.GetStatsAsync())));

        await SetAsync(sender, Find("audio/opus"));

        var report = sender.GetStatsAsync();
        pair.Until(() => Renewed(ref report, sender.GetStatsAsync, stats => Sent(stats) == "audio/opus"), "Opus");
    }

    [Wpt(Page, "statistics show the codec of pictures that was set", NotOnSystem = NoCodecs)]
    public async Task GetStatsAsync_CodecOfPictures_IsSent()
    {
        using var call = new VideoPair();
        var other = Sent(await Finish(call.Sender.GetStatsAsync())) == "video/VP9" ? "video/VP8" : "video/VP9";

        await SetAsync(call.Sender, Find(other));

        var report = call.Sender.GetStatsAsync();
        call.SendUntil(() => Renewed(ref report, call.Sender.GetStatsAsync, stats => Sent(stats) == other), other);
    }

    [Wpt(Profile, "the profile of AV1 that is set may differ from the negotiated one", NotOnSystem = NoCodecs,
        Differs = "libwebrtc compares the profile: only the negotiated one can be set")]
    public async Task SetParametersAsync_OtherProfileOfAv1_Refused()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var codec = Find("video/AV1");
        var transceiver = caller.AddTransceiver(MediaKind.Video);
        transceiver.SetCodecPreferences([codec]);
        await ExchangeAsync(caller, callee);
        var other = codec with { SdpFmtpLine = codec.SdpFmtpLine!.Replace("profile=0", "profile=1", StringComparison.Ordinal) };
        Assert.NotEqual(codec, other);

        await AssertRefusedAsync(() => SetAsync(transceiver.Sender, other));

        await SetAsync(transceiver.Sender, codec);
        Assert.Equal(codec, CodecOf(transceiver.Sender));
    }

    private static string? Sent(RtcStatsReport report) =>
        report.OfType<OutboundRtpStats>().FirstOrDefault() is { } sent ? report.Find<CodecStats>(sent.CodecId)?.MimeType : null;

    private static RtpTransceiver AddWith(PeerConnection connection, RtpCodec codec) => connection.AddTransceiver(
        KindOf(codec.MimeType), new RtpTransceiverInit { SendEncodings = [new RtpEncoding { Codec = codec }] });

    private static Task SetAsync(RtpSender sender, RtpCodec? codec)
    {
        var parameters = sender.GetParameters();
        return Finish(sender.SetParametersAsync(
            parameters with { Encodings = [.. parameters.Encodings.Select(encoding => encoding with { Codec = codec })] }));
    }

    private static RtpCodec? CodecOf(RtpSender sender) => Assert.Single(sender.GetParameters().Encodings).Codec;

    private static MediaKind KindOf(string mimeType) => mimeType.StartsWith("audio/", StringComparison.Ordinal) ? MediaKind.Audio : MediaKind.Video;

    private static RtpCodec Find(string mimeType) => RtpReceiver.GetCapabilities(KindOf(mimeType)).Codecs.First(codec => codec.MimeType == mimeType);

    private static RtpCodec[] Others(string mimeType) =>
        [.. RtpReceiver.GetCapabilities(KindOf(mimeType)).Codecs.Where(codec => codec.MimeType != mimeType)];
}
