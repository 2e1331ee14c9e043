namespace Bench;

/// <summary>docs/performance/upstream.md: the tables of the last run, written whole by the program.</summary>
internal static class PerformanceDocument
{
    private const string Heading = """
        # Performance: the tables

        Written by `./build.sh --target=Bench --peers`; the next run overwrites this page. [../performance.md](../performance.md) says what
        the tables mean, [../../benchmarks/README.md](../../benchmarks/README.md) how they are measured.


        """;

    public static string Folder { get; } = Path.Combine(Programs.Repository, "docs/performance");

    public static void Write(IEnumerable<Sheet> sheets) => File.WriteAllText(
        Path.Combine(Folder, "upstream.md"), Heading + string.Concat(sheets.Select(sheet => sheet.ToMarkdown())).TrimEnd() + "\n");
}
