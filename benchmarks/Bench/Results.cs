namespace Bench;

/// <summary>The results of all rounds: for each contender and trial one set of figures per round.</summary>
internal sealed class Results
{
    private readonly Dictionary<(string Contender, string Trial), List<IReadOnlyDictionary<string, double>?>> _runs = [];

    public void Add(Contender contender, Trial trial, IReadOnlyDictionary<string, double>? figures)
    {
        if (!_runs.TryGetValue((contender.Name, trial.Name), out var runs))
            _runs.Add((contender.Name, trial.Name), runs = []);
        runs.Add(figures);
    }

    /// <summary>NaN where it was not measured.</summary>
    public double Median(string contender, string trial, string figure) =>
        Median([.. Values(contender, trial, figure)]);

    /// <summary>The median of the ratios of each round, whose runs follow on one another: what else the machine does hits
    /// both.</summary>
    public double Ratio(string contender, string other, string trial, string figure) => Median([.. Ratios(contender, other, trial, figure)]);

    /// <summary>Those of the rounds in which both were measured.</summary>
    public IEnumerable<double> Ratios(string contender, string other, string trial, string figure) => Rounds(contender, trial, figure)
        .Zip(Rounds(other, trial, figure), (a, b) => a / b)
        .Where(ratio => !double.IsNaN(ratio));

    public static double Median(List<double> values)
    {
        if (values.Count == 0)
            return double.NaN;
        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }

    /// <summary>Of the rounds in which it was measured.</summary>
    public IEnumerable<double> Values(string contender, string trial, string figure) =>
        Rounds(contender, trial, figure).Where(value => !double.IsNaN(value));

    private IEnumerable<double> Rounds(string contender, string trial, string figure) =>
        _runs.GetValueOrDefault((contender, trial), []).Select(run => run?.GetValueOrDefault(figure, double.NaN) ?? double.NaN);
}
