using System.Diagnostics;
using System.Text.Json;

namespace WebRtcNative.Tool.Bench;

/// <summary>The measurements over one open data channel.</summary>
internal sealed class BenchRun(DataChannel channel, TimeSpan time)
{
    public const int SmallSize = 64;
    public const int LargeSize = 16 * 1024;

    private readonly byte[] _buffer = new byte[LargeSize];

    /// <summary>One message at a time, sent back by the other side.</summary>
    /// <returns>The round trips, from the shortest to the longest.</returns>
    public async Task<TimeSpan[]> RoundTripsAsync(CancellationToken cancellation)
    {
        await SayAsync("echo", cancellation);
        var times = new List<TimeSpan>();
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time || times.Count == 0;)
        {
            var sent = Stopwatch.GetTimestamp();
            await channel.SendAsync(_buffer.AsMemory(0, SmallSize), cancellation);
            _ = await channel.ReceiveAsync(_buffer, cancellation) ?? throw Lost();
            times.Add(Stopwatch.GetElapsedTime(sent));
        }
        times.Sort();
        return [.. times];
    }

    /// <summary>As many messages as the channel takes, counted where they arrive.</summary>
    public async Task<BenchMessage> ThroughputAsync(int size, CancellationToken cancellation)
    {
        await SayAsync("sink", cancellation);
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time;)
            await channel.SendAsync(_buffer.AsMemory(0, size), cancellation);
        await SayAsync("stop", cancellation);
        var answer = await channel.ReceiveAsync(cancellation) ?? throw Lost();
        return JsonSerializer.Deserialize(answer.Data.Span, BenchJson.Default.BenchMessage) ?? throw Lost();
    }

    public Task GoodbyeAsync(CancellationToken cancellation) => SayAsync("bye", cancellation);

    private async Task SayAsync(string task, CancellationToken cancellation) =>
        await channel.SendAsync(JsonSerializer.Serialize(new BenchMessage(task), BenchJson.Default.BenchMessage), cancellation);

    private static ToolException Lost() => new(ExitCode.NoPeer, "The other side is lost.");
}
