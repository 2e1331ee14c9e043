using System.Globalization;
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
        Save(plot, file, title, axis, Alignment.UpperLeft);
    }

    /// <summary>Lines over numbers that grow by factors: the horizontal axis is logarithmic.</summary>
    public static void Growth(
        string file, string title, string horizontal, string axis, IReadOnlyList<(string Name, double[] X, double[] Y)> series)
    {
        var plot = new Plot();
        foreach (var (name, x, y) in series)
        {
            var points = x.Zip(y, (number, value) => new Coordinates(Math.Log10(number), value))
                .Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).ToArray();
            if (points.Length > 0)
                plot.Add.Scatter(points).LegendText = name;
        }
        var ticks = series[0].X.Where(double.IsFinite).Select(x => new Tick(Math.Log10(x), x.ToString("N0", CultureInfo.InvariantCulture)));
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. ticks]);
        plot.XLabel(horizontal);
        plot.Axes.SetLimitsY(0, Math.Max(2, 1.2 * series.SelectMany(line => line.Y).Where(double.IsFinite).DefaultIfEmpty(1).Max()));
        Save(plot, file, title, axis, Alignment.UpperLeft);
    }

    private static void Save(
        Plot plot, string file, string title, string axis, Alignment legend = Alignment.UpperRight)
    {
        plot.Title(title);
        plot.YLabel(axis);
        plot.ShowLegend(legend);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        plot.SaveSvg(file, Width, Height);
    }
}
