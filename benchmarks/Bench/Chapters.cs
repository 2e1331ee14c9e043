using System.Globalization;

namespace Bench;

/// <summary>The tables of a run of rounds.</summary>
/// <param name="plots">Where the plots go, without the ends of their names.</param>
internal sealed class Chapters(Results results, IReadOnlyList<Contender> contenders, string plots)
{
    private static readonly string[] s_sizeNames = [.. Trial.Sizes.Select(size => size < 1024 ? $"{size} B" : $"{size / 1024} KiB")];

    private IReadOnlyList<string> ThroughputNames => [.. NamesIn(Sizes().First())];

    public Sheet Throughput()
    {
        var file = $"{plots}-throughput.svg";
        Plots.Bars(
            file,
            "Throughput beside the C++ ceiling",
            "ratio",
            s_sizeNames,
            [.. ThroughputNames.Select(name => (name, Sizes().Select(trial => Ratio(name, trial, "mb_per_s")).ToArray()))]);
        var sheet = new Sheet(
            "Throughput",
            "MB/s on a reliable and ordered channel, from the first message received to the last. In brackets: the ratio to the ceiling "
                + "(median of the rounds' ratios).",
            ["", "64 B, messages/s", .. s_sizeNames])
        { Plot = Path.GetFileName(file) };
        foreach (var name in ThroughputNames)
        {
            var cells = Sizes().Select(trial => $"{Number(results.Median(name, trial, "mb_per_s"))} ({Number(Ratio(name, trial, "mb_per_s"))})");
            sheet.Add([name, Whole(results.Median(name, "throughput 64", "messages_per_s")), .. cells]);
        }
        return sheet;
    }

    public Sheet Costs()
    {
        var sheet = new Sheet(
            "What it costs",
            "Per message: processor time of the whole process (both peers), and managed bytes allocated. Per run: garbage collections, "
                + "datagrams lost in full receive buffers, peak memory.",
            ["", .. s_sizeNames.Select(name => $"us CPU, {name}"), "bytes allocated, 64 B", "collections", "UDP drops", "peak MB"]);
        foreach (var name in ThroughputNames)
        {
            var cpu = Sizes().Select(trial => Number(
                results.Median(name, trial, "cpu_s") * 1e6 / results.Median(name, trial, "messages")));
            var collections = Sizes().Sum(trial => results.Median(name, trial, "gen0"));
            sheet.Add([
                name, .. cpu,
                Number(results.Median(name, "throughput 64", "allocated_per_message")),
                Whole(collections),
                Whole(Sizes().Sum(trial => results.Median(name, trial, "udp_drops"))),
                Whole(Sizes().Max(trial => results.Median(name, trial, "peak_mb")))]);
        }
        return sheet;
    }

    public Sheet Latency()
    {
        var sheet = new Sheet(
            "Round trip of 64 bytes",
            "Microseconds from a send to the receipt of the answer. The ceiling's application thread polls without a pause, as a game "
                + "does. \"Sleeping\": its thread sleeps until a message wakes it, as awaited code does. \"Inside the engine\": the "
                + "engine's own thread answers, which an application with a thread of its own cannot do.",
            "", "p50", "p99", "p99.9", "p50, ratio to the ceiling");
        foreach (var name in NamesIn(Trial.LatencyName))
        {
            sheet.Add(
                name,
                Number(results.Median(name, Trial.LatencyName, "p50_us")),
                Number(results.Median(name, Trial.LatencyName, "p99_us")),
                Number(results.Median(name, Trial.LatencyName, "p999_us")),
                Number(Ratio(name, Trial.LatencyName, "p50_us")));
        }
        return sheet;
    }

    public Sheet Setup()
    {
        var sheet = new Sheet(
            "Setting up a pair",
            "Milliseconds from nothing to a channel that is open on both sides, one pair after the other. The ceiling takes each step on "
                + "the engine's own thread and hands descriptions over as objects. \"Sleeping\": a thread of the application takes each step, "
                + "sleeps until it is done, and hands descriptions over as text.",
            "", "median", "p99", "ratio to the ceiling");
        foreach (var name in NamesIn(Trial.SetupName))
        {
            sheet.Add(
                name,
                Number(results.Median(name, Trial.SetupName, "setup_ms")),
                Number(results.Median(name, Trial.SetupName, "setup_p99_ms")),
                Number(Ratio(name, Trial.SetupName, "setup_ms")));
        }
        return sheet;
    }

    /// <summary>The library's targets, and whether they are met.</summary>
    public Sheet Targets()
    {
        var sheet = new Sheet(
            "Targets",
            "Median of the rounds, and the lowest and the highest round. \"At every size\" shows the size with the lowest median.",
            "target", "measured", "of the rounds", "met");
        foreach (var name in new[] { Programs.PolledName, Programs.AwaitedName })
        {
            AddTarget(sheet, $"{name}: throughput at least 0.98 of the ceiling at every size", Least(name, [Programs.CeilingName], Sizes()), 0.98, atLeast: true);
            AddTarget(sheet, $"{name}: round trip p50 at most 1.1 of the ceiling", Ratios(name, Trial.LatencyName, "p50_us"), 1.1, atLeast: false);
            AddTarget(sheet, $"{name}: setup at most 1.05 of the ceiling", Ratios(name, Trial.SetupName, "setup_ms"), 1.05, atLeast: false);
            List<double> allocated = [.. results.Values(name, Sizes().First(), "allocated_per_message")];
            AddTarget(sheet, $"{name}: no managed bytes per message (below 0.1, which the process itself may allocate)", allocated, 0.1, atLeast: false);
        }
        var peers = ThroughputNames.Where(IsPeer).ToList();
        if (peers.Count == 0)
            return sheet;
        AddTarget(sheet, $"{Programs.PolledName}: 64-byte messages at least 1.5 times the best peer", Least(Programs.PolledName, peers, Sizes().Take(1)), 1.5, atLeast: true);
        AddTarget(sheet, $"{Programs.PolledName}: 1 KiB and up at least 1.2 times the best peer", Least(Programs.PolledName, peers, Sizes().Skip(1)), 1.2, atLeast: true);
        return sheet;
    }

    // Of the other and the size where the median is the least. Other libraries do not take every size.
    private List<double> Least(string name, IReadOnlyList<string> others, IEnumerable<string> trials) => trials
        .SelectMany(trial => others.Select(other => results.Ratios(name, other, trial, "mb_per_s").ToList()))
        .Where(ratios => ratios.Count > 0)
        .MinBy(Results.Median) ?? [];

    private static bool IsPeer(string name) => name is not (Programs.CeilingName or Programs.PlainName or Programs.PolledName or Programs.AwaitedName);

    private static void AddTarget(Sheet sheet, string text, List<double> measured, double limit, bool atLeast)
    {
        var median = Results.Median(measured);
        var isMet = atLeast ? median >= limit : median <= limit;
        var range = measured.Count == 0 ? "-" : $"{Number(measured.Min())} to {Number(measured.Max())}";
        sheet.Add(text, Number(median), range, isMet ? "yes" : "no");
    }

    private List<double> Ratios(string name, string trial, string figure) => [.. results.Ratios(name, Programs.CeilingName, trial, figure)];

    private IEnumerable<string> NamesIn(string trial) => contenders.Where(contender => contender.Takes(trial)).Select(contender => contender.Name);

    private static IEnumerable<string> Sizes() => Trial.Sizes.Select(size => $"throughput {size}");

    private double Ratio(string name, string trial, string figure) => results.Ratio(name, Programs.CeilingName, trial, figure);

    private static string Whole(double value) => double.IsNaN(value) ? "-" : value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double value) => double.IsNaN(value) ? "-" : Math.Abs(value) switch
    {
        >= 1000 => Whole(value),
        >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("F1", CultureInfo.InvariantCulture),
        _ => value.ToString("F2", CultureInfo.InvariantCulture),
    };
}
