using System.Diagnostics;
using Spectre.Console;

namespace FileDrop;

/// <summary>Shows how a transfer goes: a bar with the rate for a person, a few plain lines for a log.</summary>
internal static class ProgressDisplay
{
    public static Task RunAsync(string title, long total, Func<Action<long>, Task> work) =>
        Console.IsOutputRedirected ? RunPlainAsync(title, total, work) : RunBarAsync(title, total, work);

    private static Task RunBarAsync(string title, long total, Func<Action<long>, Task> work) =>
        AnsiConsole.Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new DownloadedColumn { Base = FileSizeBase.Decimal },
                new TransferSpeedColumn { Base = FileSizeBase.Decimal })
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(title), maxValue: Math.Max(total, 1));
                await work(done => bar.Value = done);
                bar.Value = bar.MaxValue;
            });

    private static async Task RunPlainAsync(string title, long total, Func<Action<long>, Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        var next = 25;
        Console.WriteLine($"{title}, {total / 1e6:F1} MB");
        await work(done =>
        {
            for (; total > 0 && done * 100 / total >= next; next += 25)
                Console.WriteLine($"  {next,3} %  {done / 1e6 / Stopwatch.GetElapsedTime(started).TotalSeconds,6:F1} MB/s");
        });
    }
}
