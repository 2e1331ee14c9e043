using System.Diagnostics;
using WebRtcNative;
using WebRtcNative.Godot;

namespace OurPair;

/// <summary>One thread does everything, as a game's loop does.</summary>
internal static class Polled
{
    private const long HighWater = 1024 * 1024;
    private const long LowWater = 256 * 1024;
    private const int MessagesAtATime = 64;

    public static void Throughput(int bytes, TimeSpan warmUp, TimeSpan time)
    {
        using var pair = new PolledPair();
        var message = new byte[bytes];
        var buffer = new byte[bytes];
        var begin = Stopwatch.GetTimestamp() + (long)(warmUp.TotalSeconds * Stopwatch.Frequency);
        var end = begin + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var arrivals = new Arrivals(begin);
        var sent = 0L;
        Figures? figures = null;
        var isFull = false;
        while (true)
        {
            var now = Stopwatch.GetTimestamp();
            if (figures == null && now >= begin)
                figures = new Figures();
            if (now < end)
                sent += Send(pair.A, message, ref isFull);
            else if (arrivals.Total == sent)
                break;
            pair.Poll();
            if (!Receive(pair.B, buffer, arrivals))
                Thread.Yield();
        }
        var allocated = figures!.Allocated;
        arrivals.AddTo(figures, bytes, allocated);
        figures.Print("throughput", bytes);
    }

    public static void Latency(int bytes, int count)
    {
        using var pair = new PolledPair();
        var message = new byte[bytes];
        var buffer = new byte[bytes];
        var times = new List<long>(count);
        Figures? figures = null;
        for (var i = -count / 10; i < count; i++)
        {
            if (i == 0)
                figures = new Figures();
            var asked = Stopwatch.GetTimestamp();
            pair.A.PutPacket(message);
            while (!pair.B.TryGetPacket(buffer, out _))
                pair.Poll();
            pair.B.PutPacket(message);
            while (!pair.A.TryGetPacket(buffer, out _))
                pair.Poll();
            if (i >= 0)
                times.Add(Stopwatch.GetElapsedTime(asked).Ticks * TimeSpan.NanosecondsPerTick);
        }
        figures!["allocated_per_message"] = figures.Allocated / (2.0 * count);
        figures.AddPercentiles(times, "_us", 1e3);
        figures.Print("latency", bytes);
    }

    public static void Setup(int count)
    {
        Figures? figures = null;
        var times = new List<long>(count);
        for (var i = -count / 10; i < count; i++)
        {
            if (i == 0)
                figures = new Figures();
            var begin = Stopwatch.GetTimestamp();
            using (new PolledPair())
            {
                if (i >= 0)
                    times.Add(Stopwatch.GetElapsedTime(begin).Ticks * TimeSpan.NanosecondsPerTick);
            }
            SetupTimes.AwaitEnd();
        }
        SetupTimes.AddTo(figures!, times);
        figures!.Print("setup", 0);
    }

    private static int Send(WebRtcDataChannel channel, byte[] message, ref bool isFull)
    {
        var sent = 0;
        while (sent < MessagesAtATime)
        {
            var buffered = channel.GetBufferedAmount();
            isFull = isFull ? buffered > LowWater : buffered >= HighWater;
            if (isFull)
                break;
            if (channel.PutPacket(message) != WebRtcError.Ok)
                throw new InvalidOperationException($"PutPacket failed: {channel.LastError}");
            sent++;
        }
        return sent;
    }

    private static bool Receive(WebRtcDataChannel channel, byte[] buffer, Arrivals arrivals)
    {
        var before = arrivals.Total;
        while (channel.TryGetPacket(buffer, out _))
            arrivals.Add();
        return arrivals.Total > before;
    }
}
