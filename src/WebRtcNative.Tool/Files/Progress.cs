using Spectre.Console;

namespace WebRtcNative.Tool.Files;

/// <summary>How far a transfer is: a bar for a terminal, a line for each quarter in a log. On standard error, since standard output may
/// be the file.</summary>
internal static class Progress
{
    /// <param name="title">In front of the bar.</param>
    /// <param name="total">In bytes; null if it is not known.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="work">Reports the position.</param>
    public static Task<long> RunAsync(string title, long? total, long offset, Func<Action<long>, Task<long>> work) =>
        Console.IsErrorRedirected || total == null ? RunPlainAsync(title, total, offset, work) : RunBarAsync(title, total.Value, offset, work);

    private static Task<long> RunBarAsync(string title, long total, long offset, Func<Action<long>, Task<long>> work) =>
        Output.Remarks.Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new DownloadedColumn { Base = FileSizeBase.Decimal },
                new TransferSpeedColumn { Base = FileSizeBase.Decimal },
                new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(Output.Clean(title)), maxValue: Math.Max(total, 1));
                bar.Value = offset;
                var position = await work(done => bar.Value = done);
                bar.Value = bar.MaxValue;
                return position;
            });

    private static Task<long> RunPlainAsync(string title, long? total, long offset, Func<Action<long>, Task<long>> work)
    {
        Output.Remark(title + (total is { } size ? $", {Units.Bytes(size)}" : "") + (offset > 0 ? $", from {offset} on" : ""));
        if (total is not > 0)
            return work(_ => { });
        var next = 25;
        return work(done =>
        {
            for (; next < 100 && done * 100.0 / total.Value >= next; next += 25)
                Output.Remark($"  {next} %");
        });
    }
}
