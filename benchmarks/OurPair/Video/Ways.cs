using WebRtcNative;
using WebRtcNative.Interop;

namespace OurPair;

/// <summary>How often the library copies a picture, and how many managed bytes it allocates for it, in each way in and out.</summary>
internal static class Ways
{
    private const int Width = 640;
    private const int Height = 480;
    private const int WarmUp = 50;

    public static async Task RunAsync(int count)
    {
        var figures = new Figures();
        var pixels = new byte[Width * Height * 4];
        Raw(figures, "rented_i420", count, source => Rent(source, VideoPixelFormat.I420), Lend);
        Raw(figures, "rented_nv12", count, source => Rent(source, VideoPixelFormat.Nv12), Lend);
        Raw(figures, "rented_bgra", count, source => Rent(source, VideoPixelFormat.Bgra), Lend);
        Raw(figures, "span_i420", count, source => Span(source, pixels, VideoPixelFormat.I420), Lend);
        Raw(figures, "span_bgra", count, source => Span(source, pixels, VideoPixelFormat.Bgra), Lend);
        Raw(figures, "copied_i420", count, source => Rent(source, VideoPixelFormat.I420), reader => Copy(reader, pixels, VideoPixelFormat.I420));
        Raw(figures, "copied_bgra", count, source => Rent(source, VideoPixelFormat.I420), reader => Copy(reader, pixels, VideoPixelFormat.Bgra));
        await EncodedAsync(figures, count);
        figures.Print("ways", 0);
    }

    private static void Raw(Figures figures, string name, int count, Func<VideoSource, bool> send, Func<VideoReader, bool> read)
    {
        using var source = new VideoSource();
        using var track = source.CreateTrack();
        using var reader = track.OpenReader();
        while (!source.Wants.IsActive)
            Thread.Sleep(1); // until the reader's wish has reached the source
        long copies = 0, allocated = 0;
        for (var i = 0; i < count + WarmUp; i++)
        {
            if (i == WarmUp)
            {
                copies = NativeRuntime.Counter(wrtc_counter.WRTC_COUNTER_VIDEO_CONVERSIONS);
                allocated = GC.GetTotalAllocatedBytes(precise: true);
            }
            while (!send(source)) // twice in a millisecond
                Thread.Sleep(1);
            if (!read(reader))
                throw new InvalidOperationException("No picture came.");
        }
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        figures[name + "_copies"] = (double)(NativeRuntime.Counter(wrtc_counter.WRTC_COUNTER_VIDEO_CONVERSIONS) - copies) / count;
        figures[name + "_bytes"] = (double)allocated / count;
    }

    private static bool Rent(VideoSource source, VideoPixelFormat format) =>
        source.TryRent(Width, Height, format, out var buffer) && buffer.TrySend();

    private static bool Span(VideoSource source, byte[] pixels, VideoPixelFormat format) =>
        source.TrySend(pixels.AsSpan(0, VideoFrame.GetByteCount(Width, Height, format)), Width, Height, format);

    private static bool Lend(VideoReader reader)
    {
        if (!reader.TryRead(out var frame))
            return false;
        frame.Dispose();
        return true;
    }

    private static bool Copy(VideoReader reader, byte[] pixels, VideoPixelFormat format) =>
        reader.TryCopyLatest(pixels, format, out _);

    // A server that forwards: encoded in, out, in, and out. The source's copies are the frames that it took, each once.
    private static async Task EncodedAsync(Figures figures, int count)
    {
        using var server = await ForwardingServer.OpenAsync(framerate: 100, bytes: 200);
        using var viewer = await EncodedPassage.OpenAsync(server.Track);
        await VideoFigures.FirstAsync(viewer.Timeline);
        await Task.Delay(1000); // what the first second allocates is no cost of a frame
        var before = (Taken: Taken(), Seen: Seen(), Allocated: GC.GetTotalAllocatedBytes(precise: true));
        Thread.Sleep(10 * count); // a delay would allocate
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before.Allocated;
        var seen = Seen() - before.Seen;
        figures["forwarded_copies"] = (Taken() - before.Taken) / (double)seen;
        figures["forwarded_bytes"] = (double)allocated / seen;

        static long Taken() => NativeRuntime.Counter(wrtc_counter.WRTC_COUNTER_ENCODED_FRAMES_IN);
        static long Seen() => NativeRuntime.Counter(wrtc_counter.WRTC_COUNTER_ENCODED_FRAMES_OUT);
    }
}
