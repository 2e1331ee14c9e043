namespace Bench;

/// <summary>A page in docs/performance: the tables of the last run, written whole by the program.</summary>
internal sealed record PerformanceDocument(string FileName, string Title, string Command)
{
    public static PerformanceDocument Data { get; } = new("upstream.md", "Performance: the tables", "./build.sh --target=Bench --peers");

    public static PerformanceDocument Sound { get; } = new("sound.md", "Performance: sound", "./build.sh --target=Bench --sound");

    public static PerformanceDocument Video { get; } = new("video.md", "Performance: pictures", "./build.sh --target=Bench --video");

    public static string Folder { get; } = Path.Combine(Programs.Repository, "docs/performance");

    private string Heading => $"""
        # {Title}

        Written by `{Command}`; the next run overwrites this page. [../performance.md](../performance.md) says what
        the tables mean, [../../benchmarks/README.md](../../benchmarks/README.md) how they are measured.


        """;

    public void Write(IEnumerable<Sheet> sheets) => File.WriteAllText(
        Path.Combine(Folder, FileName), Heading + string.Concat(sheets.Select(sheet => sheet.ToMarkdown())).TrimEnd() + "\n");
}
