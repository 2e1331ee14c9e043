using System.Diagnostics;
using WebRtcNative;

namespace OurPair;

/// <summary>What the library adds to the engine: the time from the moment in which a frame is given to the reader's sink until the program has
/// it.</summary>
/// <remarks>On a local track the sink is called within TrySend, on the sending thread. So the time before the call is that of the frame in the
/// sink, and what is measured has the call of the source in it as well.</remarks>
internal static class AddedLatency
{
    private const int WarmUp = 300;

    public static void Run(int count)
    {
        var polled = Measure(count, new PollingReader(), out var polledBytes);
        var awaited = Measure(count, new AwaitingReader(), out var awaitedBytes);
        var figures = new Figures();
        figures.AddPercentiles(polled, "_us", 1e3, "polled_");
        figures.AddPercentiles(awaited, "_us", 1e3, "awaited_");
        figures["polled_bytes_per_frame"] = (double)polledBytes / count;
        figures["awaited_bytes_per_frame"] = (double)awaitedBytes / count;
        figures.Print("added", 0);
    }

    private static List<long> Measure(int count, IFrameReader frames, out long allocated)
    {
        using var source = new VideoSource();
        using var track = source.CreateTrack();
        using var reader = track.OpenReader();
        while (!source.Wants.IsActive)
            Thread.Sleep(1); // until the reader's wish has reached the source
        frames.Begin(reader);
        var delays = new List<long>(count + WarmUp);
        var before = 0L;
        while (delays.Count < count + WarmUp)
        {
            Thread.Sleep(2); // the reader waits meanwhile
            if (delays.Count == WarmUp)
                before = GC.GetTotalAllocatedBytes(precise: true);
            if (!source.TryRent(320, 240, VideoPixelFormat.I420, out var buffer))
                throw new InvalidOperationException("Nobody wants a picture.");
            var sent = Stopwatch.GetTimestamp();
            if (buffer.TrySend())
                delays.Add((frames.SeenAt() - sent) * 1_000_000_000 / Stopwatch.Frequency);
        }
        allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        delays.RemoveRange(0, WarmUp);
        source.Dispose();
        frames.End();
        return delays;
    }

    private interface IFrameReader
    {
        void Begin(VideoReader reader);

        /// <summary>When the frame that was just sent was read.</summary>
        long SeenAt();

        void End();
    }

    // A game's thread: it polls once a turn. Its turn is now.
    private sealed class PollingReader : IFrameReader
    {
        private VideoReader? _reader;

        public void Begin(VideoReader reader) => _reader = reader;

        public long SeenAt()
        {
            if (!_reader!.TryRead(out var frame))
                throw new InvalidOperationException("The frame is not there.");
            var now = Stopwatch.GetTimestamp();
            frame.Dispose();
            return now;
        }

        public void End()
        {
            // Nothing waits.
        }
    }

    private sealed class AwaitingReader : IFrameReader
    {
        private Task _reading = Task.CompletedTask;
        private long _seenAt;

        public void Begin(VideoReader reader) => _reading = ReadAsync(reader);

        public long SeenAt()
        {
            long seen;
            while ((seen = Interlocked.Exchange(ref _seenAt, 0)) == 0)
                Thread.Yield();
            return seen;
        }

        public void End() => _reading.Wait();

        private async Task ReadAsync(VideoReader reader)
        {
            await foreach (var frame in reader.ReadAllAsync())
            {
                Volatile.Write(ref _seenAt, Stopwatch.GetTimestamp());
                frame.Dispose();
            }
        }
    }
}
