using System.Diagnostics;
using System.Runtime;

namespace OurPair;

/// <summary>What a call of pictures costs, and how long its frames take.</summary>
internal static class VideoFigures
{
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(3); // as in the C++ program: the engine finds the bitrate

    private static readonly string[] s_coders = ["VideoEncoder", "VideoDecoder"]; // of the engine's threads

    /// <param name="came">Frames that came to readers, those included that newer ones replaced; null: all are read.</param>
    public static async Task MeasureAsync(
        string command, int bytes, TimeSpan time, IReadOnlyList<Timeline> timelines, Func<long>? came = null, Action<Figures>? add = null)
    {
        foreach (var timeline in timelines)
            await FirstAsync(timeline);
        await Task.Delay(s_warmUp);
        await QuietJitAsync();
        foreach (var timeline in timelines)
            timeline.TakeDelays();
        var before = came?.Invoke() ?? 0;
        var others = ThreadTime.OfAllBut(s_coders);
        var figures = new Figures();
        var cpu = Environment.CpuUsage.TotalTime;
        var begin = Stopwatch.GetTimestamp();
        Thread.Sleep(time); // a delay would allocate
        cpu = Environment.CpuUsage.TotalTime - cpu;
        var allocated = figures.Allocated;
        others = ThreadTime.OfAllBut(s_coders) - others;
        var elapsed = Stopwatch.GetElapsedTime(begin);
        var frames = came?.Invoke() - before;
        var seen = timelines.Select(timeline => timeline.TakeDelays()).ToList();
        List<long> delays = [.. seen.SelectMany(each => each).Order()];
        frames ??= delays.Count;
        figures["frames"] = frames.Value;
        figures["seen_least"] = seen.Min(each => each.Count) / elapsed.TotalSeconds / MediaConnection.Framerate;
        figures["cpu_percent"] = cpu / elapsed * 100;
        figures["cpu_ms_per_frame"] = cpu.TotalMilliseconds / frames.Value;
        figures["other_ms_per_frame"] = others.TotalMilliseconds / frames.Value;
        figures["allocated_per_frame"] = (double)allocated / frames.Value;
        figures["p50_ms"] = Figures.Percentile(delays, 0.5) / 1e6;
        figures["p99_ms"] = Figures.Percentile(delays, 0.99) / 1e6;
        add?.Invoke(figures);
        figures.Print(command, bytes);
    }

    // A process compiles the methods of its first seconds a second time. That is no cost of a frame.
    private static async Task QuietJitAsync()
    {
        var end = Stopwatch.GetTimestamp() + (10 * Stopwatch.Frequency);
        for (long compiled = -1; compiled != JitInfo.GetCompiledMethodCount() && Stopwatch.GetTimestamp() < end;)
        {
            compiled = JitInfo.GetCompiledMethodCount();
            await Task.Delay(1000);
        }
    }

    /// <summary>Ends with the first frame that was seen.</summary>
    public static async Task FirstAsync(Timeline timeline)
    {
        while (timeline.TakeDelays().Count == 0)
            await Task.Delay(1);
    }
}
