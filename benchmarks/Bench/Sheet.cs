using System.Text;
using Spectre.Console;

namespace Bench;

/// <summary>A table with a heading and a remark, for the console and for Markdown.</summary>
internal sealed class Sheet(string title, string remark, params string[] columns)
{
    private readonly List<string[]> _rows = [];

    /// <summary>File name of a plot beside the document.</summary>
    public string? Plot { get; init; }

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print()
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(title)) };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(Markup.Escape(column)) { Alignment = _rows.Count == 0 ? null : Justify.Right });
        foreach (var row in _rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.Write(table);
    }

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("## ").AppendLine(title).AppendLine();
        if (remark.Length > 0)
            text.AppendLine(remark).AppendLine();
        text.AppendLine(Line(columns));
        text.AppendLine(Line(columns.Select((_, index) => index == 0 ? "---" : "---:")));
        foreach (var row in _rows)
            text.AppendLine(Line(row));
        text.AppendLine();
        if (Plot != null)
            text.AppendLine($"![{title}]({Plot})").AppendLine();
        return text.ToString();
    }

    private static string Line(IEnumerable<string> cells) => "| " + string.Join(" | ", cells) + " |";
}
