using System.Diagnostics;
using WebRtcNative;

namespace OurPair;

/// <summary>One task sends and another receives; the thread pool runs them.</summary>
internal static class Awaited
{
    public static async Task ThroughputAsync(int bytes, TimeSpan warmUp, TimeSpan time)
    {
        using var pair = await AwaitedPair.OpenAsync();
        var begin = Stopwatch.GetTimestamp() + (long)(warmUp.TotalSeconds * Stopwatch.Frequency);
        var end = begin + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var arrivals = new Arrivals(begin);
        var receiving = Task.Run(() => ReceiveAsync(pair.B, bytes, arrivals));
        var message = new byte[bytes];
        var sent = await Task.Run(() => SendUntilAsync(pair.A, message, begin));
        var figures = new Figures();
        sent += await Task.Run(() => SendUntilAsync(pair.A, message, end));
        pair.A.Close(); // after everything that was sent
        await receiving;
        if (arrivals.Total != sent)
            throw new InvalidOperationException($"{sent} messages were sent and {arrivals.Total} came.");
        arrivals.AddTo(figures, bytes, figures.Allocated);
        figures.Print("throughput", bytes);
    }

    public static async Task LatencyAsync(int bytes, int count)
    {
        using var pair = await AwaitedPair.OpenAsync();
        var echoing = Task.Run(() => EchoAsync(pair.B, bytes));
        var times = new List<long>(count);
        var figures = await Task.Run(() => AskAsync(pair.A, bytes, count, times));
        figures["allocated_per_message"] = figures.Allocated / (2.0 * count);
        pair.A.Close();
        await echoing;
        figures.AddPercentiles(times, "_us", 1e3);
        figures.Print("latency", bytes);
    }

    public static async Task SetupAsync(int count)
    {
        Figures? figures = null;
        var times = new List<long>(count);
        for (var i = -count / 10; i < count; i++)
        {
            if (i == 0)
                figures = new Figures();
            var begin = Stopwatch.GetTimestamp();
            using (await AwaitedPair.OpenAsync())
            {
                if (i >= 0)
                    times.Add(Stopwatch.GetElapsedTime(begin).Ticks * TimeSpan.NanosecondsPerTick);
            }
            SetupTimes.AwaitEnd();
        }
        SetupTimes.AddTo(figures!, times);
        figures!.Print("setup", 0);
    }

    private static async Task<long> SendUntilAsync(DataChannel channel, byte[] message, long end)
    {
        var sent = 0L;
        for (; Stopwatch.GetTimestamp() < end; sent++)
            await channel.SendAsync(message);
        return sent;
    }

    private static async Task ReceiveAsync(DataChannel channel, int bytes, Arrivals arrivals)
    {
        var buffer = new byte[bytes];
        while (await channel.ReceiveAsync(buffer) != null)
            arrivals.Add();
    }

    private static async Task<Figures> AskAsync(DataChannel channel, int bytes, int count, List<long> times)
    {
        var message = new byte[bytes];
        var figures = new Figures();
        for (var i = -count / 10; i < count; i++)
        {
            if (i == 0)
                figures = new Figures();
            var asked = Stopwatch.GetTimestamp();
            await channel.SendAsync(message);
            await channel.ReceiveAsync(message);
            if (i >= 0)
                times.Add(Stopwatch.GetElapsedTime(asked).Ticks * TimeSpan.NanosecondsPerTick);
        }
        return figures;
    }

    private static async Task EchoAsync(DataChannel channel, int bytes)
    {
        var buffer = new byte[bytes];
        while (await channel.ReceiveAsync(buffer) is { } message)
            await channel.SendAsync(buffer.AsMemory(0, message.Length));
    }
}
