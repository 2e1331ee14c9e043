using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Media;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>Layers in one stream (SVC): which modes are taken, and pictures of each.</summary>
public sealed class ScalabilityPages : MediaConformanceTest
{
    private const string Folder = "webrtc-svc/RTCRtpParameters-scalability";
    private const string Page = Folder + ".html";
    private const string NoModes = "its encoders have no scalability modes";
    private const string Unchecked = "it does not check scalability modes";

    [Wpt(Page, "a mode can be given and changed")]
    public async Task SetParametersAsync_OtherMode_IsRead()
    {
        var sender = Add([new RtpEncoding { ScalabilityMode = "L1T3" }]);
        var parameters = sender.GetParameters();
        Assert.Equal("L1T3", Assert.Single(parameters.Encodings).ScalabilityMode);

        await Finish(sender.SetParametersAsync(
            parameters with { Encodings = [parameters.Encodings[0] with { ScalabilityMode = "L1T2" }] }));

        Assert.Equal("L1T2", Assert.Single(sender.GetParameters().Encodings).ScalabilityMode);
    }

    [Wpt(Page, "without encodings there is no mode before negotiation")]
    public void GetParameters_NoEncodings_NoMode() =>
        Assert.All(NewMediaConnection().AddTransceiver(MediaKind.Video).Sender.GetParameters().Encodings, one => Assert.Null(one.ScalabilityMode));

    [Wpt(Page, "without a mode there is none before negotiation")]
    public void GetParameters_NoMode_NoMode() =>
        Assert.Null(Assert.Single(Add([new RtpEncoding()]).GetParameters().Encodings).ScalabilityMode);

    [Wpt(Page, "a mode that does not exist is refused", NotOnSystem = Unchecked)]
    public void AddTransceiver_Nonsense_Throws()
    {
        var error = Record.Exception(() => Add([new RtpEncoding { ScalabilityMode = "TotalNonsense" }]));

        Assert.True(error is ArgumentException or WebRtcException, $"{error}");
    }

    [Wpt(Page, "a mode that the negotiated codec does not have is not kept", NotOnSystem = Unchecked)]
    public async Task Negotiated_ModeOfAnotherCodec_IsNotKept()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var sender = caller.AddTransceiver(
            MediaKind.Video, new RtpTransceiverInit { SendEncodings = [new RtpEncoding { ScalabilityMode = "L3T3" }] }).Sender;
        Assert.Equal("L3T3", Assert.Single(sender.GetParameters().Encodings).ScalabilityMode);
        await OfferAsync(caller, callee);
        callee.Transceivers[0].SetCodecPreferences(
            [RtpReceiver.GetCapabilities(MediaKind.Video).Codecs.First(codec => codec.MimeType == "video/VP8")]);

        await AnswerAsync(callee, caller);

        Assert.NotEqual("L3T3", Assert.Single(sender.GetParameters().Encodings).ScalabilityMode);
    }

    [WptTheory(Folder + "-vp8.html", "pictures of the mode arrive")]
    [InlineData("L1T1")]
    [InlineData("L1T2")]
    [InlineData("L1T3")]
    public void Pictures_ModeOfVp8_Arrive(string mode) => AssertArrive("video/VP8", mode);

    [WptTheory(Folder + "-vp9.html", "pictures of the mode arrive", NotOnSystem = NoModes)]
    [InlineData("L1T1")]
    [InlineData("L1T2")]
    [InlineData("L1T3")]
    [InlineData("L2T1")]
    [InlineData("L2T2")]
    [InlineData("L2T3")]
    [InlineData("L3T1")]
    [InlineData("L3T2")]
    [InlineData("L3T3")]
    [InlineData("L2T1h")]
    [InlineData("L2T2h")]
    [InlineData("L2T3h")]
    [InlineData("S2T1")]
    [InlineData("S2T2")]
    [InlineData("S2T3")]
    [InlineData("S2T1h")]
    [InlineData("S2T2h")]
    [InlineData("S2T3h")]
    [InlineData("S3T1")]
    [InlineData("S3T2")]
    [InlineData("S3T3")]
    [InlineData("S3T1h")]
    [InlineData("S3T2h")]
    [InlineData("S3T3h")]
    [InlineData("L2T2_KEY")]
    [InlineData("L2T3_KEY")]
    [InlineData("L3T2_KEY")]
    [InlineData("L3T3_KEY")]
    public void Pictures_ModeOfVp9_Arrive(string mode) => AssertArrive("video/VP9", mode);

    [WptTheory(Folder + "-av1.html", "pictures of the mode arrive", NotOnSystem = NoModes)]
    [InlineData("L1T1")]
    [InlineData("L1T2")]
    [InlineData("L1T3")]
    [InlineData("L2T1")]
    [InlineData("L2T2")]
    [InlineData("L2T3")]
    [InlineData("L3T1")]
    [InlineData("L3T2")]
    [InlineData("L3T3")]
    [InlineData("L2T1h")]
    [InlineData("L2T2h")]
    [InlineData("L2T3h")]
    [InlineData("S2T1")]
    [InlineData("S2T2")]
    [InlineData("S2T3")]
    [InlineData("S2T1h")]
    [InlineData("S2T2h")]
    [InlineData("S2T3h")]
    [InlineData("S3T1")]
    [InlineData("S3T2")]
    [InlineData("S3T3")]
    [InlineData("S3T1h")]
    [InlineData("S3T2h")]
    [InlineData("S3T3h")]
    [InlineData("L2T2_KEY")]
    [InlineData("L2T3_KEY")]
    [InlineData("L3T2_KEY")]
    [InlineData("L3T3_KEY")]
    public void Pictures_ModeOfAv1_Arrive(string mode) => AssertArrive("video/AV1", mode);

    private static void AssertArrive(string codec, string mode)
    {
        using var pair = new VideoPair(codec, encoding: new RtpEncoding { ScalabilityMode = mode });
        using var reader = pair.Seen.OpenReader();
        VideoFrame frame = default;

        pair.SendUntil(() => reader.TryRead(out frame), "a picture", 64, 64);

        Assert.InRange(frame.GetPlane(0)[^1], 120, 136);
        frame.Dispose();
        Assert.Equal(mode, Assert.Single(pair.Sender.GetParameters().Encodings).ScalabilityMode);
    }

    private RtpSender Add(RtpEncoding[] encodings) =>
        NewMediaConnection().AddTransceiver(MediaKind.Video, new RtpTransceiverInit { SendEncodings = encodings }).Sender;
}
