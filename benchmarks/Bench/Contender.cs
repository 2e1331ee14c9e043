using System.Diagnostics;
using System.Text.Json;

namespace Bench;

/// <summary>A program with the command line of the benchmarks (benchmarks/README.md): two peers in one process.</summary>
internal sealed record Contender(string Name, string Program, params string[] Arguments)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(5);

    /// <summary>Environment variables, and the folder it is started in.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string? Folder { get; init; }

    /// <summary>One run; the figures by name.</summary>
    /// <exception cref="InvalidOperationException">The program failed, or did not end in time.</exception>
    public IReadOnlyDictionary<string, double> Run(IEnumerable<string> command)
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
            if (!output.Wait(s_deadline))
                throw new InvalidOperationException($"{Name} did not end within {s_deadline.TotalMinutes} minutes.");
            process.WaitForExit();
            var line = output.Result.Split('\n').LastOrDefault(text => text.StartsWith('{'));
            if (process.ExitCode != 0 || line == null)
                throw new InvalidOperationException($"{Name} ended with {process.ExitCode}: {errors.Result.Trim()}");
            return Read(line);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static Dictionary<string, double> Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.EnumerateObject()
            .Where(member => member.Value.ValueKind == JsonValueKind.Number)
            .ToDictionary(member => member.Name, member => member.Value.GetDouble());
    }
}
