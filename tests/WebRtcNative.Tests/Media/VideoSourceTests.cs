using System.Collections.Concurrent;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>What a source takes and wants.</summary>
public sealed class VideoSourceTests : NativeTest
{
    private static readonly byte[] s_pixels = new byte[64 * 64 * 4];

    [Fact]
    public void TrySend_NobodyThere_IsFalse()
    {
        using var source = new VideoSource(new VideoSourceOptions { IsScreencast = true });

        Assert.False(source.Wants.IsActive);
        Assert.False(source.TrySend(s_pixels, 64, 64, VideoPixelFormat.Bgra));
        Assert.False(source.TryRent(64, 64, VideoPixelFormat.Nv12, out var buffer));
        Assert.Throws<ObjectDisposedException>(() => buffer.Width);
        buffer.Dispose();
    }

    [Fact]
    public void Wants_TrackSentDisabledRemoved_Change()
    {
        using var pair = new VideoPair();
        var seen = new ConcurrentQueue<VideoSourceWants>();
        pair.Source.WantsChanged += (_, wants) => seen.Enqueue(wants);

        pair.Until(() => pair.Source.Wants.IsActive, "wanted");
        Assert.True(pair.Source.Wants.MaxPixels > 0 && pair.Source.Wants.MaxFramerate > 0);
        pair.Track.Enabled = false;
        Expect(false, "not wanted, since the track is disabled");
        pair.Track.Enabled = true;
        Expect(true, "wanted again");
        pair.A.RemoveTrack(pair.Sender);
        Expect(false, "not wanted, since nobody sends");
        pair.Source.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pair.Source.Wants);
        Assert.Throws<ObjectDisposedException>(() => pair.Source.WantsChanged += (_, _) => { });

        void Expect(bool isActive, string what)
        {
            pair.Until(() => pair.Source.Wants.IsActive == isActive, what);
            pair.Until(() => seen.LastOrDefault() is var last && last.IsActive == isActive && last.MaxPixels > 0, "the event: " + what);
        }
    }

    [Fact]
    public async Task Wants_EncodingInactive_Change()
    {
        using var pair = new VideoPair("video/VP8");
        using (var reader = pair.Seen.OpenReader())
            pair.Next(reader).Dispose();
        var parameters = pair.Sender.GetParameters();

        await pair.Sender.SetParametersAsync(parameters with { Encodings = [parameters.Encodings[0] with { Active = false }] })
            .WaitAsync(Wait.Deadline);

        pair.SendUntil(() => !pair.Source.Wants.IsActive, "not wanted");
    }

    [Fact]
    public void WantsChanged_HandlerThrowsAndDisposes_NothingBreaks()
    {
        var source = new VideoSource();
        var raised = 0;
        source.WantsChanged += (_, _) =>
        {
            Interlocked.Increment(ref raised);
            source.Dispose();
        };
        using var track = source.CreateTrack();
        using var reader = track.OpenReader();

        Wait.Until(() => Volatile.Read(ref raised) == 1, "the event");
        Wait.Until(() => reader.HasEnded, "the end of the track");
    }

    [Fact]
    public void Disabled_Track_CarriesBlack()
    {
        using var pair = new VideoPair("video/VP8");
        using var reader = pair.Seen.OpenReader();
        pair.Next(reader).Dispose();

        pair.Track.Enabled = false;

        pair.Until(
            () =>
            {
                pair.Source.TrySend(s_pixels, 64, 64, VideoPixelFormat.Bgra);
                if (!reader.TryRead(out var frame))
                    return false;
                using (frame)
                    return frame.GetPlane(0)[0] < 20;
            },
            "a black picture");
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(2, 0)]
    [InlineData(-2, 2)]
    [InlineData(3, 2)]
    [InlineData(2, 3)]
    [InlineData(16_386, 2)]
    [InlineData(16_384, 16_384)]
    [InlineData(int.MaxValue - 1, int.MaxValue - 1)]
    public void Size_Wrong_IsRefused(int width, int height)
    {
        using var source = new VideoSource();

        Assert.Throws<ArgumentException>(() => source.TrySend(s_pixels, width, height, VideoPixelFormat.I420));
        Assert.Throws<ArgumentException>(() => source.TryRent(width, height, VideoPixelFormat.I420, out _));
    }

    [Fact]
    public void Arguments_Wrong_AreRefused()
    {
        using var source = new VideoSource();

        Assert.Throws<ArgumentException>(() => source.TrySend(new byte[64 * 64 * 4 - 1], 64, 64, VideoPixelFormat.Bgra));
        Assert.Throws<ArgumentException>(() => source.TrySend(default, 64, 64, VideoPixelFormat.Bgra));
        Assert.Throws<ArgumentException>(() => source.TrySend(s_pixels, 64, 64, VideoPixelFormat.I420, stride: 63));
        Assert.Throws<ArgumentException>(() => source.TrySend(s_pixels, 64, 64, VideoPixelFormat.I420, stride: -1));
        Assert.Throws<ArgumentException>(() => source.TrySend(s_pixels, 64, 64, VideoPixelFormat.I420, stride: int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.TrySend(s_pixels, 64, 64, (VideoPixelFormat)4));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.TryRent(64, 64, (VideoPixelFormat)(-1), out _));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => source.TrySend(s_pixels, 64, 64, VideoPixelFormat.Bgra, timestamp: TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.TrySend(s_pixels, 64, 64, VideoPixelFormat.Bgra, rotation: (VideoRotation)1));
        source.Dispose();
        source.Dispose();
        Assert.Throws<ObjectDisposedException>(() => source.TrySend(s_pixels, 64, 64, VideoPixelFormat.Bgra));
        Assert.Throws<ObjectDisposedException>(() => source.TryRent(64, 64, VideoPixelFormat.Bgra, out _));
        Assert.Throws<ObjectDisposedException>(() => source.CreateTrack());
    }

    [Fact]
    public async Task Listening_WhileDisposed_LeavesNothing()
    {
        // The base class counts the queues that are left.
        for (var i = 0; i < 500; i++)
        {
            var (raw, encoded) = (new VideoSource(), new EncodedVideoSource(VideoCodec.Vp8));
            var disposing = Task.WhenAll(Task.Run(raw.Dispose), Task.Run(encoded.Dispose));
            foreach (var listen in new Action[] { () => raw.WantsChanged += (_, _) => { }, () => encoded.TargetChanged += (_, _) => { } })
            {
                if (Record.Exception(listen) is { } error)
                    Assert.IsType<ObjectDisposedException>(error);
            }
            await disposing;
        }
    }

    [Fact]
    public void Buffer_SentOrDisposed_IsGone()
    {
        using var source = new VideoSource();
        using var track = source.CreateTrack();
        using var reader = track.OpenReader();
        Wait.Until(() => source.Wants.IsActive, "wanted");
        Assert.True(source.TryRent(64, 32, VideoPixelFormat.Nv12, out var buffer));
        var copy = buffer;
        Assert.Equal((64, 32, VideoPixelFormat.Nv12, 2), (buffer.Width, buffer.Height, buffer.Format, buffer.PlaneCount));
        Assert.Equal((64 * 32, 64 * 16, 64), (buffer.GetPlane(0).Length, buffer.GetPlane(1).Length, buffer.GetStride(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.GetStride(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.GetPointer(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.TrySend(rotation: (VideoRotation)45));
        buffer.GetPlane(0).Fill(200);

        Assert.True(buffer.TrySend());

        Assert.Throws<ObjectDisposedException>(() => copy.TrySend());
        Assert.Throws<ObjectDisposedException>(() => copy.GetPlane(0)[0]);
        Assert.True(source.TryRent(64, 32, VideoPixelFormat.Bgra, out var next)); // uses the object again
        copy.Dispose();
        buffer.Dispose();
        Assert.Equal(64 * 32 * 4, next.GetPlane(0).Length);
        Assert.True(reader.TryRead(out var frame));
        Assert.Equal((200, VideoPixelFormat.Nv12), (frame.GetPlane(0)[100], frame.Format));
        frame.Dispose();
        source.Dispose();
        next.GetPlane(0).Fill(1); // outlives the source
        Assert.False(next.TrySend());
    }

    [Fact]
    public void TryRent_SixteenRented_Throws()
    {
        using var source = new VideoSource();
        using var track = source.CreateTrack();
        using var reader = track.OpenReader();
        Wait.Until(() => source.Wants.IsActive, "wanted");
        var rented = Enumerable.Range(0, 16).Select(_ => source.TryRent(2, 2, VideoPixelFormat.I420, out var one) ? one : default).ToList();

        Assert.Throws<InvalidOperationException>(() => source.TryRent(2, 2, VideoPixelFormat.I420, out _));

        rented.ForEach(one => one.Dispose());
        Assert.True(source.TryRent(2, 2, VideoPixelFormat.I420, out var last));
        last.Dispose();
    }

    [Fact]
    public void Buffer_Forgotten_IsCollected()
    {
        using var source = new VideoSource();
        using var track = source.CreateTrack();
        using var reader = track.OpenReader();
        Wait.Until(() => source.Wants.IsActive, "wanted");

        for (var i = 0; i < 16; i++)
            Assert.True(source.TryRent(2, 2, VideoPixelFormat.I420, out _));

        Wait.Until(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                try
                {
                    return source.TryRent(2, 2, VideoPixelFormat.I420, out var one) && one.TrySend();
                }
                catch (InvalidOperationException)
                {
                    return false;
                }
            },
            "a forgotten buffer to come back");
    }
}
