using System.Globalization;

namespace Bench;

/// <summary>An application of the library that makes garbage, as the other side sees it.</summary>
internal sealed class Garbage(bool isQuick, int rounds)
{
    private readonly int[] _sizes = isQuick ? [64] : [64, 16384];

    public Sheet Measure()
    {
        var results = Rounds.Run([Programs.Ours], [.. _sizes.Select(Trial)], rounds);
        var sheet = new Sheet(
            "Garbage",
            "An application allocates 1 GB/s and forces a blocking collection of at least 20 ms five times a second. Another process, "
                + "which makes no garbage, measures it. Round trips: one request every millisecond, answered or not. Throughput: what the "
                + "application sends. Paused: the part of the time for which its managed threads stood still.",
            "", "p50, us", "p99, us", "p99.9, us", "MB/s", "GB/s allocated", "% paused");
        foreach (var size in _sizes)
        {
            foreach (var (name, prefix) in new[] { ("garbage", string.Empty), ("no garbage", "calm_") })
            {
                string Cell(string figure, string format) =>
                    Text(results.Median(Programs.Ours.Name, Trial(size).Name, prefix + figure), format);
                sheet.Add(
                    $"{size} B, {name}",
                    Cell("p50_us", "N0"),
                    Cell("p99_us", "N0"),
                    Cell("p999_us", "N0"),
                    Cell("mb_per_s", "F1"),
                    Cell("allocated_gb_per_s", "F2"),
                    Cell("paused_percent", "F1"));
            }
        }
        return sheet;
    }

    private Trial Trial(int bytes) => new(
        $"garbage {bytes}", "garbage", bytes.ToString(CultureInfo.InvariantCulture), isQuick ? "1" : "5");

    private static string Text(double value, string format) =>
        double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);
}
