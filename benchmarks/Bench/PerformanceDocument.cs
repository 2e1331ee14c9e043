namespace Bench;

/// <summary>docs/performance.md: what is between the marks of an engine is written by the program, the rest by people.</summary>
internal sealed class PerformanceDocument(string path)
{
    public void Write(string part, IEnumerable<Sheet> sheets)
    {
        var (begin, end) = ($"<!-- {part}: written by ./build.sh --target=Bench -->", $"<!-- {part}: end -->");
        var text = File.Exists(path) ? File.ReadAllText(path) : "# Performance\n\n";
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        if (from < 0 || to < from)
        {
            text = text.TrimEnd() + $"\n\n{begin}\n{end}\n";
            from = text.IndexOf(begin, StringComparison.Ordinal);
            to = text.IndexOf(end, StringComparison.Ordinal);
        }
        var body = string.Concat(sheets.Select(sheet => sheet.ToMarkdown()));
        File.WriteAllText(path, text[..(from + begin.Length)] + "\n\n" + body + text[to..]);
    }
}
