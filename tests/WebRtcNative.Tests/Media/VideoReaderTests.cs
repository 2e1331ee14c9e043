using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>How pictures are read. Most of it needs no connection: a local track can be read.</summary>
public sealed class VideoReaderTests : NativeTest
{
    private static readonly byte[] s_pixels = [.. Enumerable.Repeat((byte)90, 64 * 64 * 4)];

    [Fact]
    public void TryCopyLatest_RoomAndNone_Copies()
    {
        var (source, reader) = MakeLocal(4);
        var destination = new byte[64 * 70 * 4];
        Assert.False(reader.TryCopyLatest(destination, VideoPixelFormat.Bgra, out var info));
        Assert.Equal(0, info.Width);
        Send(source);
        Send(source);

        Assert.False(reader.TryCopyLatest(destination.AsSpan(0, (64 * 64 * 4) - 1), VideoPixelFormat.Bgra, out info));
        Assert.Equal((64, 64, 2), (info.Width, info.Height, reader.Available));
        Assert.Throws<ArgumentException>(() => reader.TryCopyLatest(destination, VideoPixelFormat.Bgra, out _, stride: 255));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.TryCopyLatest(destination, (VideoPixelFormat)9, out _));
        Assert.True(reader.TryCopyLatest(destination, VideoPixelFormat.Bgra, out info, stride: 70 * 4));

        Assert.InRange(destination[63 * 4], 88, 92);
        Assert.Equal((255, 0), (destination[3], destination[64 * 4])); // alpha; beyond the row
        Assert.Equal((0, 1, 1), (reader.Available, reader.Dropped, reader.Delivered));
        Assert.Null(info.CaptureTime);
        Assert.True(info.Timestamp > TimeSpan.Zero);
    }

    [Fact]
    public void TryRead_QueueFull_NewestWins()
    {
        var (source, reader) = MakeLocal(1);
        Send(source, 16);
        Send(source, 32);
        Send(source, 64);

        Assert.True(reader.TryRead(out var frame));
        Assert.Equal((64, 64), (frame.Width, frame.Height));
        Assert.False(reader.TryRead(out var none));
        Assert.Equal((2, 1), (reader.Dropped, reader.Delivered));
        Assert.Throws<ObjectDisposedException>(() => none.Info);
        frame.Dispose();
    }

    [Fact]
    public void Frame_DisposedOrReaderDisposed_StaysSafe()
    {
        var (source, reader) = MakeLocal(2);
        Send(source);
        Send(source, 32);
        Assert.True(reader.TryRead(out var first));
        var copy = first;
        Assert.Equal(3, first.PlaneCount);
        Assert.Equal(64 * 64, first.GetPlane(0).Length);
        Assert.Throws<ArgumentException>(() => copy.CopyTo(new byte[10], VideoPixelFormat.I420));
        first.Dispose();
        first.Dispose();
        Assert.Throws<ObjectDisposedException>(() => copy.CopyTo(new byte[64 * 64 * 4], VideoPixelFormat.Rgba));

        Assert.True(reader.TryRead(out var second)); // uses the object again
        copy.Dispose();
        Assert.Equal(32, second.Width);
        Assert.NotEqual(copy, second);
        reader.Dispose();
        source.Dispose();
        var rgba = new byte[VideoFrame.GetByteCount(32, 32, VideoPixelFormat.Rgba)];
        second.CopyTo(rgba, VideoPixelFormat.Rgba);
        Assert.InRange(rgba[^2], 88, 92);
        second.Dispose();
        Assert.Throws<ObjectDisposedException>(() => reader.TryRead(out _));
        Assert.Throws<ObjectDisposedException>(() => reader.Dropped);
    }

    [Fact]
    public void TryRead_SixteenLent_Throws()
    {
        var (source, reader) = MakeLocal(16);
        var lent = new List<VideoFrame>();
        for (var i = 0; i < 16; i++)
        {
            Send(source);
            Assert.True(reader.TryRead(out var frame));
            lent.Add(frame);
        }
        Send(source);

        Assert.Throws<InvalidOperationException>(() => reader.TryRead(out _));

        Assert.True(reader.TryCopyLatest(new byte[64 * 64 * 4], VideoPixelFormat.Rgba, out _)); // lends nothing
        lent.ForEach(frame => frame.Dispose());
    }

    [Fact]
    public async Task ReadAllAsync_SourceDisposed_Ends()
    {
        var (source, reader) = MakeLocal(16);
        Send(source);
        Send(source);
        var count = 0;
        await foreach (var frame in reader.ReadAllAsync())
        {
            frame.Dispose();
            if (++count == 1)
                source.Dispose();
        }

        Assert.Equal(2, count);
        Assert.True(reader.HasEnded);
        Assert.Null(await reader.ReadAsync());
    }

    [Fact]
    public async Task ReadAsync_CancelledTwiceDisposed_WaitEnds()
    {
        var (source, reader) = MakeLocal(1);
        using var cancel = new CancellationTokenSource();
        var cancelled = reader.ReadAsync(cancel.Token).AsTask();
        await Assert.ThrowsAsync<InvalidOperationException>(() => reader.ReadAsync().AsTask());
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Wait.Deadline));
        Send(source);
        var frame = await reader.ReadAsync().AsTask().WaitAsync(Wait.Deadline);
        frame!.Value.Dispose();
        var waiting = reader.ReadAsync().AsTask();

        reader.Dispose();
        reader.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Wait.Deadline));
    }

    [Fact]
    public void Options_Wrong_AreRefused()
    {
        using var source = new VideoSource();
        var track = source.CreateTrack();

        Assert.Throws<ArgumentOutOfRangeException>(() => track.OpenReader(new VideoReaderOptions { Capacity = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => track.OpenReader(new VideoReaderOptions { Capacity = 17 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => VideoFrame.GetByteCount(-1, 2, VideoPixelFormat.I420));
        Assert.Throws<OverflowException>(() => VideoFrame.GetByteCount(65_536, 65_536, VideoPixelFormat.I420));
        Assert.Equal(2 + 2, VideoFrame.GetByteCount(1, 2, VideoPixelFormat.I420));
        track.Dispose();
        Assert.Throws<ObjectDisposedException>(() => track.OpenReader());
    }

    [Fact]
    public void Remote_ConnectionClosed_EndsAndFramesStay()
    {
        using var pair = new VideoPair("video/VP8", isMutual: true); // a round trip is measured where something is sent
        using var reader = pair.Seen.OpenReader();
        using var idle = pair.Seen.OpenReader(new VideoReaderOptions { Capacity = 2 });
        var frame = pair.Next(reader);
        pair.SendUntil(() => idle.Dropped > 3, "dropped frames of a reader that never reads");
        Assert.Equal(2, idle.Available);
        pair.SendUntil(() => reader.TryRead(out var next) && Use(next), "a capture time");

        pair.Dispose();

        Wait.Until(() => reader.HasEnded && idle.HasEnded, "the end");
        Assert.InRange(frame.GetPlane(0)[^1], 120, 136);
        frame.Dispose();

        static bool Use(VideoFrame next)
        {
            using (next)
            {
                Assert.NotEqual(0u, next.Info.RtpTimestamp);
                return next.Info.CaptureTime is { } time && (DateTimeOffset.UtcNow - time).Duration() < TimeSpan.FromMinutes(5);
            }
        }
    }

    [Fact]
    public void SendAndRead_ManyTimes_AllocateNothing()
    {
        var (source, reader) = MakeLocal(1);
        var destination = new byte[64 * 64 * 4];
        var sent = 0;
        for (var i = 0; i < 200; i++)
            All();
        sent = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();

        while (sent < 300)
            All();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void All()
        {
            if (source.TryRent(64, 64, VideoPixelFormat.I420, out var buffer) && buffer.TrySend())
                sent++;
            if (reader.TryRead(out var frame))
            {
                frame.CopyTo(destination, VideoPixelFormat.Bgra);
                frame.Dispose();
            }
            if (source.TrySend(s_pixels, 64, 64, VideoPixelFormat.Bgra))
                sent++;
            reader.TryCopyLatest(destination, VideoPixelFormat.Rgba, out _);
        }
    }

    private (VideoSource Source, VideoReader Reader) MakeLocal(int capacity)
    {
        var source = Own(new VideoSource());
        var track = Own(source.CreateTrack());
        var reader = Own(track.OpenReader(new VideoReaderOptions { Capacity = capacity }));
        Wait.Until(() => source.Wants.IsActive, "the reader to be attached");
        return (source, reader);
    }

    // A second picture in one millisecond is not wanted.
    private static void Send(VideoSource source, int size = 64) =>
        Wait.Until(() => source.TrySend(s_pixels, size, size, VideoPixelFormat.Bgra), "a picture to be taken");
}
