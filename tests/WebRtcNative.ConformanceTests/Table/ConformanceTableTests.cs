using System.Reflection;
using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Table;

/// <summary>docs/conformance.md stays true: its table has, for each page, the numbers that the tests have.</summary>
public sealed class ConformanceTableTests
{
    [Fact]
    public void Table_EachPage_NumbersOfTheTests()
    {
        var counted = CountTests().ToList();
        var written = ReadTable().ToList();

        Assert.NotEmpty(counted);
        Assert.True(
            counted.SequenceEqual(written),
            $"The table lacks:\n{Lines(counted.Except(written))}\nThe tests lack:\n{Lines(written.Except(counted))}");
    }

    [Fact]
    public void Tests_All_NameTheirPage()
    {
        var unnamed = Methods()
            .Where(method => method.DeclaringType != typeof(ConformanceTableTests))
            .Where(method => method.GetCustomAttributes<FactAttribute>().Any(attribute => attribute is not IWptCase))
            .Select(method => $"{method.DeclaringType}.{method.Name}");

        Assert.Empty(unnamed);
    }

    /// <summary>"page: as there, differing", where each row of data is a case.</summary>
    private static IEnumerable<string> CountTests() =>
        from method in Methods()
        let wpt = method.GetCustomAttributes().OfType<IWptCase>().SingleOrDefault()
        where wpt != null
        let rows = Math.Max(1, method.GetCustomAttributes<InlineDataAttribute>().Count())
        group (Same: wpt.Differs == null ? rows : 0, Other: wpt.Differs == null ? 0 : rows) by wpt.Page into page
        orderby page.Key
        select $"{page.Key}: {page.Sum(one => one.Same)}, {page.Sum(one => one.Other)}";

    private static IEnumerable<string> ReadTable() =>
        from line in File.ReadLines(Document())
        let cells = line.Split('|', StringSplitOptions.TrimEntries)
        where cells.Length >= 4 && cells[1].StartsWith('`') && int.TryParse(cells[2], out _)
        let page = cells[1].Trim('`')
        orderby page
        select $"{page}: {cells[2]}, {cells[3]}";

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    private static IEnumerable<MethodInfo> Methods() =>
        Assembly.GetExecutingAssembly().GetTypes().SelectMany(type => type.GetMethods());

    private static string Document()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder != null && !File.Exists(Path.Combine(folder.FullName, "docs", "conformance.md")))
            folder = folder.Parent;
        Assert.NotNull(folder);
        return Path.Combine(folder.FullName, "docs", "conformance.md");
    }
}
