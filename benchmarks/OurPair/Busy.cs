using System.Diagnostics;
using WebRtcNative;

namespace OurPair;

/// <summary>Many pairs that send as much as they can at the same time, beside connections that do nothing.</summary>
internal static class Busy
{
    public static async Task RunAsync(int pairs, int bytes, TimeSpan warmUp, TimeSpan time, int idle, int networkThreads)
    {
        using var factory = new PeerConnectionFactory(new() { NetworkThreads = networkThreads });
        using var others = await ManyPairs.OpenAsync((idle + 1) / 2, factory);
        using var many = await ManyPairs.OpenAsync(pairs, factory);
        if (many.Pairs.Count < pairs)
            throw new InvalidOperationException($"Only {many.Pairs.Count} of {pairs} pairs were open in time.");
        using var stop = new CancellationTokenSource();
        var messages = new long[pairs];
        var tasks = many.Pairs.SelectMany((pair, index) => new[]
        {
            Task.Run(() => SendAsync(pair.A, new byte[bytes], stop.Token)),
            Task.Run(() => ReceiveAsync(pair.B, new byte[bytes], messages, index, stop.Token)),
        }).ToList();

        await Task.Delay(warmUp);
        var figures = new Figures();
        var before = messages.ToArray();
        var begin = Stopwatch.GetTimestamp();
        await Task.Delay(time);
        var received = messages.Zip(before, (now, then) => now - then).ToList();
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        figures["pairs"] = pairs;
        figures["connections"] = 2 * (pairs + others.Pairs.Count);
        figures["mb_per_s"] = received.Sum() * (double)bytes / seconds / 1e6;
        figures["messages_per_s"] = received.Sum() / seconds;
        figures["mb_per_s_slowest"] = received.Min() * (double)bytes / seconds / 1e6;
        figures["allocated_per_message"] = (double)figures.Allocated / received.Sum();
        figures.Print("busy", bytes);

        await stop.CancelAsync();
        await Task.WhenAll(tasks);
    }

    private static async Task SendAsync(DataChannel channel, byte[] message, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
                await channel.SendAsync(message, stop);
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }
    }

    private static async Task ReceiveAsync(DataChannel channel, byte[] buffer, long[] messages, int index, CancellationToken stop)
    {
        try
        {
            while (await channel.ReceiveAsync(buffer, stop) != null)
                Volatile.Write(ref messages[index], messages[index] + 1);
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }
    }
}
