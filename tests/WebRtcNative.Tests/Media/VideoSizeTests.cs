using System.Diagnostics;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>Pictures whose size changes with each one, from the smallest to four times full HD, through encoders and decoders.</summary>
public sealed class VideoSizeTests : NativeTest
{
    private static readonly (int Width, int Height)[] s_sizes =
    [
        (64, 64), (2, 2), (1280, 720), (2, 720), (4096, 2160), (176, 144), (1280, 2), (16, 16), (640, 360), (30, 600), (1920, 1080), (4, 2),
    ];

    [Theory]
    [InlineData("video/VP8")]
    [InlineData("video/VP9")]
    [InlineData("video/AV1")]
    [InlineData("video/H264")]
    public void TrySend_AnotherSizeEachTime_PicturesAreSeenAfterwards(string codec)
    {
        if (!EngineLimits.Encodes(codec))
            return;
        using var pair = new VideoPair(codec);
        using var reader = pair.Seen.OpenReader();
        var large = new byte[4096 * 2160 * 3 / 2];
        Array.Fill(large, (byte)128);
        pair.Next(reader).Dispose();

        foreach (var (width, height) in s_sizes)
        {
            pair.Source.TrySend(large.AsSpan(0, width * height * 3 / 2), width, height, VideoPixelFormat.I420);
            var sent = Stopwatch.GetTimestamp();
            pair.Until(() => Stopwatch.GetElapsedTime(sent).TotalMilliseconds >= 40, "the time of the next picture");
            while (reader.TryRead(out var any))
                AssertGray(any);
        }

        VideoFrame last = default;
        pair.SendUntil(
            () =>
            {
                if (!reader.TryRead(out last))
                    return false;
                if ((last.Width, last.Height) == (96, 64))
                    return true;
                AssertGray(last);
                return false;
            },
            "a picture of the last size",
            96,
            64);
        AssertGray(last);
    }

    private static void AssertGray(VideoFrame frame)
    {
        using (frame)
        {
            Assert.InRange(frame.Width, 1, 4096);
            Assert.InRange(frame.Height, 1, 2160);
            Assert.InRange(frame.GetPlane(0)[^1], 118, 138);
        }
    }
}
