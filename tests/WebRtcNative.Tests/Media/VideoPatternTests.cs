using System.Diagnostics;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>Pictures from a source through a connection to a reader, judged by a pattern.</summary>
public sealed class VideoPatternTests : NativeTest
{
    [Theory]
    [InlineData("video/VP8")]
    [InlineData("video/VP9")]
    [InlineData("video/AV1")]
    public async Task Pattern_EachCodec_ArrivesInOrderAndAsSent(string codec)
    {
        if (codec == "video/AV1" && !EngineLimits.HasAv1)
            return;
        using var pair = new VideoPair(codec);
        using var reader = pair.Seen.OpenReader(new VideoReaderOptions { Capacity = 8 });
        using var stop = new CancellationTokenSource();
        var sending = Task.Run(() => SendPattern(pair.Source, stop.Token));

        var (last, good) = (-1, 0);
        await foreach (var frame in reader.ReadAllAsync(new CancellationTokenSource(Wait.Deadline).Token))
        {
            using (frame)
            {
                if (frame.Width != Pattern.Width)
                    continue; // the encoder has made it smaller, for want of time or bits
                var number = Pattern.NumberOf(frame.GetPlane(0), frame.GetStride(0));
                Assert.True(number > last, $"{number} after {last}");
                last = number;
                good = Pattern.Psnr(frame.GetPlane(0), frame.GetStride(0), number) >= 30 ? good + 1 : 0;
                Assert.InRange(frame.GetPlane(1)[0], 80, 120);
                Assert.InRange(frame.GetPlane(2)[0], 130, 170);
                if (good == 30)
                    break;
            }
        }

        Assert.Equal(30, good);
        await stop.CancelAsync();
        await sending;
        var stats = await pair.B.GetStatsAsync();
        var inbound = Assert.Single(stats.OfType<InboundRtpStats>());
        Assert.Equal(codec, stats.Find<CodecStats>(inbound.CodecId)!.MimeType);
    }

    [Fact]
    public void Rotation_EachAngle_ArrivesOnFrame()
    {
        using var pair = new VideoPair("video/VP8");
        using var reader = pair.Seen.OpenReader();

        foreach (var rotation in Enum.GetValues<VideoRotation>())
        {
            pair.SendUntil(
                () =>
                {
                    if (!reader.TryRead(out var frame))
                        return false;
                    using (frame)
                        return frame.Info.Rotation == rotation && (frame.Width, frame.Height) == (320, 240);
                },
                $"a frame with {rotation}",
                rotation: rotation);
        }
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(176, 144)]
    [InlineData(320, 240)]
    [InlineData(240, 320)]
    public void Size_ChangesWhileSending_IsSeen(int width, int height)
    {
        using var pair = new VideoPair("video/VP8");
        using var reader = pair.Seen.OpenReader();
        pair.Next(reader).Dispose();

        pair.SendUntil(
            () =>
            {
                if (!reader.TryRead(out var frame))
                    return false;
                using (frame)
                    return (frame.Width, frame.Height) == (width, height);
            },
            $"a frame of {width}x{height}",
            width,
            height);
    }

    [Fact]
    public async Task GenerateKeyFrame_WhileSending_IsEncoded()
    {
        if (!EngineLimits.GeneratesKeyFrames)
            return;
        using var pair = new VideoPair("video/VP8");
        using var reader = pair.Seen.OpenReader();
        pair.Next(reader).Dispose();
        var (before, decoded) = await KeyFramesAsync(pair);

        var asked = pair.Sender.GenerateKeyFrameAsync();
        pair.SendUntil(() => asked.IsCompleted, "the request");
        await asked;

        var now = KeyFramesAsync(pair);
        pair.SendUntil(
            () =>
            {
                if (!now.IsCompletedSuccessfully)
                    return false;
                if (now.Result.Encoded > before && now.Result.Decoded > decoded)
                    return true;
                now = KeyFramesAsync(pair);
                return false;
            },
            "a key frame");
    }

    private static async Task<(long Encoded, long Decoded)> KeyFramesAsync(VideoPair pair)
    {
        var sent = (await pair.A.GetStatsAsync()).OfType<OutboundRtpStats>().Sum(one => one.KeyFramesEncoded ?? 0);
        var seen = (await pair.B.GetStatsAsync()).OfType<InboundRtpStats>().Sum(one => one.KeyFramesDecoded ?? 0);
        return (sent, seen);
    }

    private static void SendPattern(VideoSource source, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        for (var number = 0; !stop.IsCancellationRequested;)
        {
            if (clock.ElapsedMilliseconds >= number * 33L && source.TryRent(Pattern.Width, Pattern.Height, VideoPixelFormat.I420, out var buffer))
            {
                Pattern.Draw(buffer, number);
                buffer.TrySend(clock.Elapsed);
            }
            else if (clock.ElapsedMilliseconds < number * 33L)
            {
                Wait.Frame();
                continue;
            }
            number++;
        }
    }
}
