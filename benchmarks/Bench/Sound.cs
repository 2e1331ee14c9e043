using System.Globalization;

namespace Bench;

/// <summary>Two-way calls of sound beside those of a C++ program on the same engine.</summary>
internal sealed class Sound(bool isQuick, int rounds)
{
    private static readonly string[] s_names = [Programs.CeilingName, Programs.Ours.Name];

    private readonly int[] _counts = isQuick ? [1] : [1, 10, 30, 100];

    public Sheet Measure()
    {
        var results = Rounds.Run([Programs.Ceiling, Programs.Ours], [.. _counts.Select(Trial)], rounds);
        var sheet = new Sheet(
            "Calls",
            "Two-way calls, both ends in one process: Opus, 48 kHz, one channel, a tone. Each end of ours has a task that writes "
                + "blocks of 10 ms and one that reads them; the C++ program has the engine's own mixer and a thread for the clock. CPU: percent of "
                + "one core. Heard: the least part of real time that an end heard. From mouth to ear: one loud block, "
                + "from its write (C++: its step) to its receipt, with the jitter buffer; the median of five.",
            "", "calls", "% CPU", "% CPU per call", "ratio to C++", "heard", "bytes allocated per block", "mouth to ear, ms", "peak MB");
        foreach (var count in _counts)
        {
            foreach (var name in s_names)
            {
                double Figure(string figure) => results.Median(name, Trial(count).Name, figure);
                sheet.Add(
                    name,
                    Text(count, "N0"),
                    Text(Figure("cpu_percent"), "F1"),
                    Text(Figure("cpu_percent") / count, "F2"),
                    Text(results.Ratio(name, Programs.CeilingName, Trial(count).Name, "cpu_percent"), "F2"),
                    Text(Figure("heard_least"), "F3"),
                    Text(Figure("allocated_per_block"), "F1"),
                    Text(Figure("mouth_to_ear_ms"), "F0"),
                    Text(Figure("peak_mb"), "N0"));
            }
        }
        return sheet;
    }

    private Trial Trial(int count) => new($"calls {count}", "calls", Text(count, "D"), isQuick ? "1" : "5");

    private static string Text(int value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Text(double value, string format) =>
        double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);
}
