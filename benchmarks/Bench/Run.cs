using Spectre.Console;

namespace Bench;

/// <summary>One run of everything.</summary>
internal sealed class Run(bool isQuick, int rounds)
{
    private static string Engine => $"{Programs.Engine}: libwebrtc as in docs/architecture.md";

    public void Execute(bool withPeers, bool writesDocument)
    {
        var peers = withPeers ? Peers.Find() : [];
        List<Contender> contenders =
        [
            Programs.Ceiling, Programs.Plain, Programs.CeilingSleeping, Programs.CeilingInside, Programs.Polled, Programs.Awaited,
            .. peers.Select(peer => peer.Contender),
        ];
        var seconds = isQuick ? 1 : 2;
        var count = isQuick ? 2000 : 10_000;
        Trial[] trials =
        [
            .. Trial.Sizes.Select(size => Trial.Throughput(size, seconds)),
            Trial.Latency(count),
            Trial.Setup(isQuick ? 20 : 200),
        ];
        var machine = Machine.Describe(
            Engine,
            $"{rounds} rounds, {seconds} s of each throughput after half a second of warm-up, {count} round trips; medians."
                + (withPeers ? $" Other libraries in one of {Peers.EveryRounds} rounds." : string.Empty));
        foreach (var (contender, version) in peers)
            machine.Add(contender.Name, version);
        var results = Rounds.Run(contenders, trials, rounds);

        var publishes = Publishes(writesDocument);
        var plots = Path.Combine(PlotFolder(publishes), Programs.Engine);
        var chapters = new Chapters(results, contenders, plots);
        var scale = new Scale(isQuick);
        List<Sheet> sheets =
        [
            machine, chapters.Targets(), chapters.Throughput(), chapters.Costs(), chapters.Latency(), chapters.Setup(),
            scale.Measure(plots), scale.MeasureNetworkThreads(rounds), new Garbage(isQuick, rounds).Measure(),
        ];
        Publish(sheets, publishes, PerformanceDocument.Data);
    }

    public void ExecuteSound(bool writesDocument)
    {
        var machine = Machine.Describe(Engine, $"{rounds} rounds; medians.");
        Publish([machine, new Sound(isQuick, rounds).Measure(), new MediaCost(isQuick, rounds).Measure()], Publishes(writesDocument), PerformanceDocument.Sound);
    }

    public void ExecuteVideo(bool writesDocument)
    {
        var publishes = Publishes(writesDocument);
        var machine = Machine.Describe(Engine, $"{rounds} rounds; medians.");
        var sheets = new Video(isQuick, rounds, Path.Combine(PlotFolder(publishes), "video")).Measure();
        machine.Add("load after", Machine.Load);
        Publish([machine, .. sheets], publishes, PerformanceDocument.Video);
    }

    private static string PlotFolder(bool publishes) =>
        publishes ? PerformanceDocument.Folder : Path.Combine(Programs.Repository, "artifacts/bench");

    // Debian's engine is the way in for a new machine and is not tuned: its figures are printed, never published.
    private static bool Publishes(bool writesDocument) => writesDocument && Programs.Engine == "upstream";

    private static void Publish(List<Sheet> sheets, bool publishes, PerformanceDocument document)
    {
        sheets.ForEach(sheet => sheet.Print());
        if (!publishes)
            return;
        document.Write(sheets);
        AnsiConsole.MarkupLineInterpolated($"docs/performance/{document.FileName} is written.");
    }
}
