using System.Globalization;

namespace Bench;

/// <summary>Many connections in one process of the library, and how their cost grows with their number.</summary>
internal sealed class Scale(bool isQuick)
{
    private const int BusyBytes = 1024;
    private const int Seconds = 2;

    private readonly int[] _counts = isQuick ? [100] : [100, 300, 1000, 3000, 10_000];
    private readonly int _busyPairs = isQuick ? 10 : 100;

    /// <param name="plots">Where the plot goes, without the end of its name.</param>
    public Sheet Measure(string plots)
    {
        var trials = _counts.SelectMany(count => new[] { Idle(count), Busy(count) }).ToList();
        var results = Rounds.Run([Programs.Ours], trials, rounds: 1); // many connections are an average already
        double Figure(Trial trial, string name) => results.Median(Programs.Ours.Name, trial.Name, name);
        double Open(int count) => Figure(Idle(count), "connections");

        var file = $"{plots}-scale.svg";
        Plots.Growth(
            file,
            "Cost per number of connections, relative to the smallest number",
            "connections in the process",
            "ratio",
            [
                Growth("memory per connection", Open, count => Figure(Idle(count), "mb_per_connection")),
                Growth("setup time per connection", Open, count => 1 / Figure(Idle(count), "connections_per_s")),
                Growth("idle CPU per connection", Open, count => Figure(Idle(count), "cpu_percent_idle") / Open(count)),
                Growth($"throughput of {_busyPairs} pairs beside them", Open, count => Figure(Busy(count), "mb_per_s")),
            ]);
        var sheet = new Sheet(
            "Scale",
            "One process with both ends of each pair and one network thread, measured once. Each connection has one UDP socket (IPv4 of one "
                + "interface, no TCP), because file descriptors are limited. 16 pairs are set up at a time, for at most two minutes. CPU: "
                + "percent of one core, two seconds after the last connection opened. "
                + $"Throughput: {_busyPairs} more pairs beside the idle ones, messages of {BusyBytes} B.",
            ["idle connections", "open in time", "connections/s", "KB per connection", "threads", "% CPU, idle",
                $"MB/s of {_busyPairs} pairs", "MB/s of the slowest pair"])
        { Plot = Path.GetFileName(file) };
        foreach (var count in _counts)
        {
            sheet.Add(
                count.ToString("N0", CultureInfo.InvariantCulture),
                Text(Open(count), "N0"),
                Text(Figure(Idle(count), "connections_per_s"), "N0"),
                Text(Figure(Idle(count), "mb_per_connection") * 1000, "N0"),
                Text(Figure(Idle(count), "threads"), "N0"),
                Text(Figure(Idle(count), "cpu_percent_idle"), "F1"),
                Text(Figure(Busy(count), "mb_per_s"), "F1"),
                Text(Figure(Busy(count), "mb_per_s_slowest"), "F2"));
        }
        return sheet;
    }

    /// <summary>The effect of a second network thread.</summary>
    public Sheet MeasureNetworkThreads(int rounds)
    {
        int[] threads = [1, 2];
        var results = Rounds.Run([Programs.Ours], [.. threads.Select(BusyOn)], rounds);
        var sheet = new Sheet(
            "Network threads",
            $"{_busyPairs} pairs that all send messages of {BusyBytes} B, by PeerConnectionFactoryOptions.NetworkThreads. {Environment.ProcessorCount} cores.",
            "network threads", "MB/s", "MB/s of the slowest pair", "CPU seconds");
        foreach (var count in threads)
        {
            double Figure(string name) => results.Median(Programs.Ours.Name, BusyOn(count).Name, name);
            sheet.Add(Number(count), Text(Figure("mb_per_s"), "F1"), Text(Figure("mb_per_s_slowest"), "F2"), Text(Figure("cpu_s"), "F1"));
        }
        return sheet;
    }

    private Trial BusyOn(int threads) =>
        new($"network threads {threads}", "busy", Number(_busyPairs), Number(BusyBytes), Number(Seconds), "0", Number(threads));

    private static Trial Idle(int count) => new($"idle {count}", "idle", Number(count));

    private Trial Busy(int count) =>
        new($"busy {count}", "busy", Number(_busyPairs), Number(BusyBytes), Number(Seconds), Number(count));

    private (string Name, double[] X, double[] Y) Growth(string name, Func<int, double> open, Func<int, double> figure)
    {
        var smallest = figure(_counts[0]);
        return (name, [.. _counts.Select(open)], [.. _counts.Select(count => figure(count) / smallest)]);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value, string format) =>
        double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);
}
