using Spectre.Console;

namespace WebRtcNative.Tool;

/// <summary>Tables and lines. A pipe or a file gets plain text, and long lines stay whole there.</summary>
internal static class Output
{
    /// <summary>For results.</summary>
    public static IAnsiConsole Console { get; } = Make(System.Console.Out, System.Console.IsOutputRedirected);

    /// <summary>For progress and remarks, so that results can be piped.</summary>
    public static IAnsiConsole Remarks { get; } = Make(System.Console.Error, System.Console.IsErrorRedirected);

    public static void Remark(string line) => Remarks.WriteLine(Clean(line));

    public static void Line(string line = "") => Console.WriteLine(Clean(line));

    public static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column)));
        return table;
    }

    /// <summary>A row of plain text. What another machine has sent cannot move the cursor or change colors.</summary>
    public static void Row(this Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(Clean(cell))));

    /// <summary>Text without control characters.</summary>
    public static string Clean(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : text;

    private static IAnsiConsole Make(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (isRedirected)
            console.Profile.Width = 400;
        return console;
    }
}
