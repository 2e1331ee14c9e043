using System.Diagnostics;

namespace OurPair;

/// <summary>What connections cost that are open and do nothing.</summary>
internal static class Idle
{
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(int count)
    {
        (await ManyPairs.OpenAsync(1)).Dispose(); // memory that is allocated once
        var memory = Memory();
        var figures = new Figures();
        var begin = Stopwatch.GetTimestamp();
        using var many = await ManyPairs.OpenAsync((count + 1) / 2);
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var connections = 2 * many.Pairs.Count;
        await Task.Delay(s_settling);
        figures["connections"] = connections;
        figures["connections_per_s"] = connections / seconds;
        figures["cpu_percent_idle"] = await CpuPercentAsync();
        figures["threads"] = Threads();
        figures["mb_per_connection"] = (Memory() - memory) / 1e6 / connections;
        figures.Print("idle", 0);
    }

    /// <summary>Of one core.</summary>
    private static async Task<double> CpuPercentAsync()
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var begin = Stopwatch.GetTimestamp();
        await Task.Delay(s_time);
        return 100 * (Environment.CpuUsage.TotalTime - cpu) / Stopwatch.GetElapsedTime(begin);
    }

    public static int Threads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    /// <summary>Of the process, native and managed, without garbage.</summary>
    public static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Environment.WorkingSet;
    }
}
