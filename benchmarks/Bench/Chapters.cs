using System.Globalization;

namespace Bench;

/// <summary>The tables of a run of rounds.</summary>
internal sealed class Chapters(
    Results results, IReadOnlyList<Contender> contenders, IReadOnlyList<Contender> onlyLatency, string plots)
{
    private static readonly string[] s_sizeNames = [.. Trial.Sizes.Select(size => size < 1024 ? $"{size} B" : $"{size / 1024} KiB")];

    private IEnumerable<string> Names => contenders.Select(contender => contender.Name);

    public Sheet Throughput()
    {
        var file = $"{plots}-throughput.svg";
        Plots.Bars(
            Path.Combine(Programs.Repository, "docs", file),
            "Throughput beside the C++ ceiling",
            "ratio",
            s_sizeNames,
            [.. Names.Select(name => (name, Sizes().Select(trial => Ratio(name, trial, "mb_per_s")).ToArray()))]);
        var sheet = new Sheet(
            "Throughput",
            "MB/s, reliable and ordered, from the first message received to the last; in brackets the ratio to the ceiling "
                + "(median of the rounds' ratios). At 64 B also messages per second.",
            ["", "64 B, messages/s", .. s_sizeNames])
        { Plot = file };
        foreach (var name in Names)
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
            "Processor time of the whole process, both peers in it, for each message; managed bytes allocated for each message and "
                + "collections in the time; datagrams lost in full receive buffers; peak memory.",
            ["", .. s_sizeNames.Select(name => $"us CPU, {name}"), "bytes allocated, 64 B", "collections", "UDP drops", "peak MB"]);
        foreach (var name in Names)
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
            "Microseconds from a send to the receipt of the answer. The ceiling's application thread looks for messages all the time, as "
                + "a polling game does; \"sleeping\" until it is told of one, as whoever awaits; \"inside the engine\" answers from the "
                + "engine's own thread, which no application with a thread of its own can.",
            "", "p50", "p99", "p99.9", "p50, ratio to the ceiling");
        foreach (var name in Names.Concat(onlyLatency.Select(contender => contender.Name)))
        {
            sheet.Add(
                name,
                Number(results.Median(name, "latency", "p50_us")),
                Number(results.Median(name, "latency", "p99_us")),
                Number(results.Median(name, "latency", "p999_us")),
                Number(Ratio(name, "latency", "p50_us")));
        }
        return sheet;
    }

    public Sheet Setup()
    {
        var sheet = new Sheet(
            "Setting up a pair",
            "Milliseconds from nothing to a channel that is open on both sides, one pair after the other.",
            "", "median", "p99", "ratio to the ceiling");
        foreach (var name in Names)
        {
            sheet.Add(
                name,
                Number(results.Median(name, "setup", "setup_ms")),
                Number(results.Median(name, "setup", "setup_p99_ms")),
                Number(Ratio(name, "setup", "setup_ms")));
        }
        return sheet;
    }

    /// <summary>What the library wants to reach, and whether it does.</summary>
    public Sheet Targets()
    {
        var sheet = new Sheet("Targets", string.Empty, "target", "measured", "met");
        foreach (var name in new[] { Programs.PolledName, Programs.AwaitedName })
        {
            AddTarget(sheet, $"{name}: throughput at least 0.98 of the ceiling at every size", Sizes().Min(trial => Ratio(name, trial, "mb_per_s")), 0.98, atLeast: true);
            AddTarget(sheet, $"{name}: round trip p50 at most 1.1 of the ceiling", Ratio(name, "latency", "p50_us"), 1.1, atLeast: false);
            AddTarget(sheet, $"{name}: setup at most 1.05 of the ceiling", Ratio(name, "setup", "setup_ms"), 1.05, atLeast: false);
            var allocated = results.Median(name, "throughput 64", "allocated_per_message");
            AddTarget(sheet, $"{name}: no managed bytes per message (below 0.1, which the process itself may allocate)", allocated, 0.1, atLeast: false);
        }
        AddPeersTarget(sheet, "64-byte messages at least 1.5 times the best peer", Sizes().Take(1), 1.5);
        AddPeersTarget(sheet, "1 KiB and up at least 1.2 times the best peer", Sizes().Skip(1), 1.2);
        return sheet;
    }

    // At the size where it is the least; only where peers were measured, who do not take every size.
    private void AddPeersTarget(Sheet sheet, string text, IEnumerable<string> trials, double limit)
    {
        var peers = Names.Where(IsPeer).ToList();
        var ratios = trials
            .SelectMany(trial => peers.Select(peer => results.Ratio(Programs.PolledName, peer, trial, "mb_per_s")))
            .Where(ratio => !double.IsNaN(ratio))
            .ToList();
        if (ratios.Count > 0)
            AddTarget(sheet, $"{Programs.PolledName}: {text}", ratios.Min(), limit, atLeast: true);
    }

    private static bool IsPeer(string name) => name is not (Programs.CeilingName or Programs.PlainName or Programs.PolledName or Programs.AwaitedName);

    private static void AddTarget(Sheet sheet, string text, double measured, double limit, bool atLeast)
    {
        var isMet = atLeast ? measured >= limit : measured <= limit;
        sheet.Add(text, Number(measured), isMet ? "yes" : "no");
    }

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
