using System.Text.Json.Nodes;
using WebRtcNative.InteropTests.Peers.Sound;
using WebRtcNative.Tests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.InteropTests.Peers.Pictures;

/// <summary>Pictures through Janus: sent back as they are, and in two sizes to a viewer who chooses.</summary>
public sealed class JanusPictureTests(ITestOutputHelper output) : NativeTest
{
    [JanusFact]
    public async Task EchoTest_Pattern_ComesBack()
    {
        var janus = Own(new JanusServer());
        var screen = Own(new Screen());
        var echo = await janus.AttachAsync("janus.plugin.echotest");
        await echo.OfferAsync(screen.Connection, new JsonObject { ["audio"] = false, ["video"] = true });

        var (psnr, latency) = await screen.LookAsync();
        output.WriteLine($"{psnr:F1} dB, {latency:F0} ms");
    }

    [JanusFact]
    public async Task VideoRoom_TwoSizes_ViewerSeesTheChosenOne()
    {
        var janus = Own(new JanusServer());
        var viewer = Own(new PeerConnection(new PeerConnectionOptions { Media = true }));
        var screen = Own(new Screen(
            null,
            RtpTransceiverDirection.SendOnly,
            "video/VP8",
            new RtpEncoding { Rid = "h", MaxBitrate = 1_000_000 },
            new RtpEncoding { Rid = "l", ScaleResolutionDownBy = 2 }));
        var publisher = await janus.AttachAsync("janus.plugin.videoroom");
        var joined = await publisher.AskAsync(new JsonObject { ["request"] = "join", ["room"] = 1, ["ptype"] = "publisher" });
        await publisher.OfferAsync(screen.Connection, new JsonObject { ["request"] = "publish" });

        // Before that Janus knows no such feed.
        await publisher.UntilAsync("webrtcup");
        var feed = new JsonObject { ["feed"] = joined.GetProperty("id").GetInt64() };
        var subscriber = await janus.AttachAsync("janus.plugin.videoroom");
        await subscriber.AnswerAsync(
            viewer,
            new JsonObject { ["request"] = "join", ["room"] = 1, ["ptype"] = "subscriber", ["streams"] = new JsonArray(feed) },
            new JsonObject { ["request"] = "start" });
        var track = (VideoTrack)viewer.Receivers.Single().Track;
        var (psnr, latency) = await screen.LookAsync(track);
        output.WriteLine($"{psnr:F1} dB, {latency:F0} ms");

        var small = new JsonObject { ["mid"] = "0", ["substream"] = 0 };
        await subscriber.AskAsync(new JsonObject { ["request"] = "configure", ["streams"] = new JsonArray(small) });
        using var reader = track.OpenReader();
        Wait.Until(
            () =>
            {
                if (!reader.TryRead(out var frame))
                    return false;
                using (frame)
                    return (frame.Width, frame.Height) == (320, 180);
            },
            "the small picture");
    }
}
