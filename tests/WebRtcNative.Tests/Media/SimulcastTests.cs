using System.Diagnostics;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>One source in two sizes at once. The other side is no server that takes both, so its answer is edited.</summary>
public sealed class SimulcastTests : NativeTest
{
    [Theory]
    [InlineData("video/VP8")]
    [InlineData("video/VP9")]
    [InlineData("video/AV1")]
    public async Task Encodings_TwoRids_AreEncodedInTheirSizes(string codec)
    {
        if (!EngineLimits.HasSimulcastOfAllCodecs && codec != "video/VP8")
            return;
        var pair = Own(MediaPair.New());
        var source = Own(new VideoSource());
        var transceiver = pair.A.AddTransceiver(Own(source.CreateTrack()), new RtpTransceiverInit
        {
            SendEncodings = [new RtpEncoding { Rid = "h" }, new RtpEncoding { Rid = "l", ScaleResolutionDownBy = 2 }],
        });
        transceiver.SetCodecPreferences([RtpSender.GetCapabilities(MediaKind.Video).Codecs.First(one => one.MimeType == codec)]);
        var offer = await pair.A.CreateOfferAsync();
        await pair.A.SetLocalDescriptionAsync(offer);
        await pair.B.SetRemoteDescriptionAsync(offer);
        var answer = await pair.B.CreateAnswerAsync();
        await pair.B.SetLocalDescriptionAsync(answer);
        await pair.A.SetRemoteDescriptionAsync(
            new SessionDescription(answer.Type, answer.Sdp + "a=rid:h recv\r\na=rid:l recv\r\na=simulcast:recv h;l\r\n"));

        var (clock, stats) = (Stopwatch.StartNew(), pair.A.GetStatsAsync());
        var pixels = Enumerable.Repeat((byte)128, 1280 * 720 * 3 / 2).ToArray();
        var sizes = new Dictionary<string, long>();
        pair.Until(
            () =>
            {
                if (clock.ElapsedMilliseconds >= 33)
                {
                    clock.Restart();
                    source.TrySend(pixels, 1280, 720, VideoPixelFormat.I420);
                }
                if (stats.IsCompletedSuccessfully)
                {
                    sizes = stats.Result.OfType<OutboundRtpStats>()
                        .Where(one => one.FramesEncoded > 0 && one.Rid != null && one.FrameWidth > 0)
                        .ToDictionary(one => one.Rid!, one => one.FrameWidth!.Value);
                    stats = pair.A.GetStatsAsync();
                }
                return sizes.Count == 2 && sizes["h"] == 2 * sizes["l"];
            },
            "both encodings");
    }
}
