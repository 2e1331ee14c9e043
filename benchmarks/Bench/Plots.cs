using ScottPlot;

namespace Bench;

/// <summary>Pictures beside the tables, as SVG.</summary>
internal static class Plots
{
    private const int Width = 800;
    private const int Height = 400;

    /// <summary>Groups of bars: one group for each label, one bar in it for each series.</summary>
    public static void Bars(
        string file, string title, string axis, IReadOnlyList<string> labels, IReadOnlyList<(string Name, double[] Values)> series)
    {
        var plot = new Plot();
        var palette = new ScottPlot.Palettes.Category10();
        for (var i = 0; i < series.Count; i++)
        {
            var bars = series[i].Values
                .Select((value, group) => (value, position: (group * (series.Count + 1)) + i))
                .Where(bar => !double.IsNaN(bar.value))
                .Select(bar => new Bar { Position = bar.position, Value = bar.value, FillColor = palette.GetColor(i) })
                .ToArray();
            if (bars.Length == 0)
                continue;
            plot.Add.Bars(bars).LegendText = series[i].Name;
        }
        var ticks = labels.Select((label, group) =>
            new Tick((group * (series.Count + 1)) + ((series.Count - 1) / 2.0), label)).ToArray();
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(ticks);
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.Axes.Margins(bottom: 0);
        Save(plot, file, title, axis);
    }

    /// <summary>Lines over a common horizontal axis.</summary>
    public static void Lines(
        string file, string title, string horizontal, string axis, IReadOnlyList<(string Name, double[] X, double[] Y)> series)
    {
        var plot = new Plot();
        foreach (var (name, x, y) in series)
            plot.Add.Scatter(x, y).LegendText = name;
        plot.XLabel(horizontal);
        plot.Axes.SetLimits(left: 0, bottom: 0);
        Save(plot, file, title, axis);
    }

    private static void Save(Plot plot, string file, string title, string axis)
    {
        plot.Title(title);
        plot.YLabel(axis);
        plot.ShowLegend(Alignment.UpperRight);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        plot.SaveSvg(file, Width, Height);
    }
}
