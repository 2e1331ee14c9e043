using System.Diagnostics;
using System.Text.Json;

namespace Bench;

/// <summary>A program with the command line of the benchmarks (benchmarks/README.md): two peers in one process.</summary>
internal sealed record Contender(string Name, string Program, params string[] Arguments)
{
    /// <summary>Environment variables, and the folder it is started in.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string? Folder { get; init; }

    /// <summary>Names of the trials it takes part in; null for all of them.</summary>
    public IReadOnlyList<string>? Trials { get; init; }

    /// <summary>It takes part in each round (1), or each second one (2), and so on.</summary>
    public int EveryRounds { get; init; } = 1;

    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(5);

    public bool Takes(string trial) => Trials?.Contains(trial) ?? true;

    /// <summary>One run; the figures by name.</summary>
    /// <exception cref="InvalidOperationException">The program failed, or did not end before the deadline.</exception>
    public IReadOnlyDictionary<string, double> Run(IEnumerable<string> command)
    {
        using var json = Ask(command);
        return json.RootElement.EnumerateObject()
            .Where(member => member.Value.ValueKind == JsonValueKind.Number)
            .ToDictionary(member => member.Name, member => member.Value.GetDouble());
    }

    /// <summary>Version of the library in the program; only the programs of other libraries answer this.</summary>
    /// <exception cref="InvalidOperationException">The program failed, or did not end before the deadline.</exception>
    public string Version()
    {
        using var json = Ask(["version"]);
        return json.RootElement.GetProperty("version").GetString()!;
    }

    private JsonDocument Ask(IEnumerable<string> command)
    {
        var start = new ProcessStartInfo(Program, Arguments.Concat(command))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder ?? string.Empty,
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            if (!output.Wait(Deadline))
                throw new InvalidOperationException($"{Name} did not end within {Deadline.TotalMinutes} minutes.");
            process.WaitForExit();
            var line = output.Result.Split('\n').LastOrDefault(text => text.StartsWith('{'));
            if (process.ExitCode != 0 || line == null)
                throw new InvalidOperationException($"{Name} ended with {process.ExitCode}: {errors.Result.Trim()}");
            return JsonDocument.Parse(line);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
