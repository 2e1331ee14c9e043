using WebRtcNative;

namespace OurPair;

/// <summary>A two-way call of 1280x720 at 30 frames a second, both ends in this process.</summary>
internal static class VideoCall
{
    private const int Bitrate = 1_500_000;

    /// <summary>One thread does everything, 60 times a second, as a game does; otherwise tasks read, and a thread is the camera.</summary>
    public static async Task RunAsync(bool isPolled, TimeSpan time)
    {
        var pictures = new Pictures();
        using var connection = new MediaConnection();
        using var a = new Picturer(pictures);
        using var b = new Picturer(pictures);
        await MediaConnection.AddAsync(connection.A, a.Track, Bitrate);
        await MediaConnection.AddAsync(connection.B, b.Track, Bitrate);
        await connection.ConnectAsync();
        using var seenByA = connection.SeenByA.OpenReader();
        using var seenByB = connection.SeenByB.OpenReader();
        var reading = isPolled ? [] : new[] { ReadAsync(seenByA, b.Timeline), ReadAsync(seenByB, a.Timeline) };
        var ticks = 0;
        using (new Camera(isPolled ? 2 * MediaConnection.Framerate : MediaConnection.Framerate, () =>
        {
            if (isPolled)
            {
                Poll(seenByA, b.Timeline);
                Poll(seenByB, a.Timeline);
            }
            if (isPolled && ticks++ % 2 != 0)
                return;
            a.Send();
            b.Send();
        }))
            await VideoFigures.MeasureAsync("video", 0, time, [a.Timeline, b.Timeline], () => Came(seenByA) + Came(seenByB));
        connection.Dispose();
        await Task.WhenAll(reading);
    }

    private static long Came(VideoReader reader) => reader.Delivered + reader.Dropped;

    private static void Poll(VideoReader reader, Timeline timeline)
    {
        if (!reader.TryRead(out var frame))
            return;
        using (frame)
            timeline.Seen(Pictures.NumberOf(frame));
    }

    private static async Task ReadAsync(VideoReader reader, Timeline timeline)
    {
        await foreach (var frame in reader.ReadAllAsync())
        {
            using (frame)
                timeline.Seen(Pictures.NumberOf(frame));
        }
    }

    private sealed class Picturer(Pictures pictures) : IDisposable
    {
        private readonly VideoSource _source = new();
        private VideoTrack? _track;

        public VideoTrack Track => _track ??= _source.CreateTrack();

        public Timeline Timeline { get; } = new();

        public void Send()
        {
            if (!_source.TryRent(Pictures.Width, Pictures.Height, VideoPixelFormat.I420, out var buffer))
                return;
            pictures.Draw(Timeline.Send(), buffer);
            buffer.TrySend();
        }

        public void Dispose()
        {
            _track?.Dispose();
            _source.Dispose();
        }
    }
}
