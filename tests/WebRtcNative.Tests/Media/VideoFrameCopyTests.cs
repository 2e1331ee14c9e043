using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>Pictures that are kept or turned, and those of every size.</summary>
public sealed class VideoFrameCopyTests : NativeTest
{
    [Theory]
    [InlineData(VideoPixelFormat.I420)]
    [InlineData(VideoPixelFormat.Nv12)]
    public void Clone_OriginalDisposedReaderToo_Stays(VideoPixelFormat format)
    {
        var source = Own(new VideoSource());
        using var track = source.CreateTrack();
        var reader = track.OpenReader(new VideoReaderOptions { Capacity = 16 });
        var clones = new List<VideoFrame>();
        for (var value = 1; value <= 40; value++) // more than may be lent
        {
            var pixels = Enumerable.Repeat((byte)value, VideoFrame.GetByteCount(64, 32, format)).ToArray();
            Wait.Until(() => source.TrySend(pixels, 64, 32, format), "a picture to be taken");
            Assert.True(reader.TryRead(out var frame));
            var clone = frame.Clone();
            Assert.Equal(frame.Info, clone.Info);
            frame.Dispose();
            Assert.Throws<ObjectDisposedException>(() => frame.Clone());
            clones.Add(clone);
        }
        reader.Dispose();

        for (var i = 0; i < clones.Count; i++)
        {
            var again = clones[i].Clone();
            clones[i].Dispose();
            clones[i].Dispose();
            Assert.Equal((format, 64, 32), (again.Format, again.Width, again.Height));
            Assert.Equal(i + 1, again.GetPlane(0)[^1]);
            Assert.Equal(i + 1, again.GetPlane(1)[^1]);
            again.Dispose();
        }
        Assert.Throws<ObjectDisposedException>(() => default(VideoFrame).Clone());
    }

    [Theory]
    [InlineData(VideoRotation.None)]
    [InlineData(VideoRotation.Clockwise90)]
    [InlineData(VideoRotation.Clockwise180)]
    [InlineData(VideoRotation.Clockwise270)]
    public void ApplyRotation_EachAngle_IsUpright(VideoRotation rotation)
    {
        var source = Own(new VideoSource());
        using var track = source.CreateTrack();
        using var reader = track.OpenReader(new VideoReaderOptions { Capacity = 2, ApplyRotation = true });
        using var plain = track.OpenReader();
        // White in the upper left corner only.
        var pixels = new byte[VideoFrame.GetByteCount(64, 32, VideoPixelFormat.I420)];
        pixels.AsSpan(64 * 32).Fill(128);
        for (var y = 0; y < 8; y++)
            pixels.AsSpan(y * 64, 8).Fill(235);
        // The engine connects one reader after the other.
        Wait.Until(
            () => source.TrySend(pixels, 64, 32, VideoPixelFormat.I420, rotation: rotation) && reader.Available == 2 && plain.Available == 1,
            "pictures for both readers");
        var isTurned = rotation is VideoRotation.Clockwise90 or VideoRotation.Clockwise270;
        var (width, height) = isTurned ? (32, 64) : (64, 32);
        var (x, y0) = rotation switch
        {
            VideoRotation.Clockwise90 => (width - 1, 0),
            VideoRotation.Clockwise180 => (width - 1, height - 1),
            VideoRotation.Clockwise270 => (0, height - 1),
            _ => (0, 0),
        };

        Assert.True(reader.TryRead(out var frame));
        Assert.Equal((width, height, VideoRotation.None), (frame.Width, frame.Height, frame.Info.Rotation));
        Assert.Equal((width, height), (frame.Info.Width, frame.Info.Height));
        Assert.Equal(235, frame.GetPlane(0)[(y0 * frame.GetStride(0)) + x]);
        frame.Dispose();
        var luma = new byte[VideoFrame.GetByteCount(width, height, VideoPixelFormat.Nv12)];
        Assert.True(reader.TryCopyLatest(luma, VideoPixelFormat.Nv12, out var info));
        Assert.Equal((width, height, VideoRotation.None), (info.Width, info.Height, info.Rotation));
        Assert.Equal(235, luma[(y0 * width) + x]);
        Assert.Equal(1, luma.AsSpan(0, width * height).ToArray().Count(one => one == 235) / 64);

        Assert.True(plain.TryRead(out var unturned));
        Assert.Equal((64, 32, rotation), (unturned.Width, unturned.Height, unturned.Info.Rotation));
        unturned.Dispose();
    }

    [Fact]
    public void Size_AnotherWithEachPicture_StaysSafe()
    {
        (int Width, int Height)[] sizes = [(2, 2), (4096, 2160), (2, 2160), (4096, 2), (640, 360), (18, 1080), (1280, 16)];
        using var pair = new VideoPair("video/VP8");
        using var reader = pair.Seen.OpenReader(new VideoReaderOptions { Capacity = 2, ApplyRotation = true });
        using var never = pair.Seen.OpenReader(new VideoReaderOptions { Capacity = 3 });
        pair.Next(reader).Dispose();
        var pixels = new byte[VideoFrame.GetByteCount(4096, 2160, VideoPixelFormat.I420)];
        var rgba = new byte[4096 * 4096 * 4];

        for (var i = 0; i < sizes.Length * 2; i++)
        {
            var (width, height) = sizes[i % sizes.Length];
            var rotation = (VideoRotation)(i % 4 * 90);
            Wait.Until(() => pair.Source.TrySend(pixels, width, height, VideoPixelFormat.I420, rotation: rotation) || i > 0, "a picture to be taken");
            if (reader.TryRead(out var frame))
            {
                frame.CopyTo(rgba, VideoPixelFormat.Rgba);
                frame.Dispose();
            }
            reader.TryCopyLatest(rgba, VideoPixelFormat.Bgra, out _);
        }
        // The encoder still encodes.
        pair.SendUntil(
            () =>
            {
                if (!reader.TryRead(out var frame))
                    return false;
                using (frame)
                    return (frame.Width, frame.Height) == (320, 240);
            },
            "a picture of the last size");
        Assert.InRange(never.Available, 1, 3);
    }
}
