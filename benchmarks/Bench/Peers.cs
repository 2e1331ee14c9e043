using System.Diagnostics;
using Spectre.Console;

namespace Bench;

/// <summary>Other libraries. Those that Debian does not have are installed and built in artifacts/peers.</summary>
internal static class Peers
{
    private const string GoPath = "/usr/share/gocode";

    // They are far from the ceiling, and take longer than all the rest.
    public const int EveryRounds = 3;

    // Some of them stand still at times.
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(1);

    private static readonly string s_sources = Path.Combine(Programs.Repository, "benchmarks/Peers");
    private static readonly string s_output = Path.Combine(Programs.Repository, "artifacts/peers");

    /// <summary>The libraries that run here, with their versions.</summary>
    public static IReadOnlyList<(Contender Contender, string Version)> Find()
    {
        // A peer that misses something fails when it is asked for its version.
        Try("The packages for Node.js", InstallNodePackages);
        Try("Pion", BuildPion);
        List<(Contender Contender, string Version)> found = [];
        foreach (var contender in All())
            Try(contender.Name, () => found.Add((contender, contender.Version())));
        return found;
    }

    private static IEnumerable<Contender> All() => new Contender[]
    {
        new("node-datachannel", "node", Node("peer.js"), "node-datachannel"),
        new("@roamhq/wrtc", "node", Node("peer.js"), "@roamhq/wrtc"),
        new("werift", "node", Node("peer.js"), "werift"),
        // The Python that Debian's packages are for.
        new("aiortc", "/usr/bin/python3", Path.Combine(s_sources, "aiortc/peer.py")),
        new("Pion", Path.Combine(s_output, "pion")),
        new("Chromium", "node", Node("chromium.js")),
    }.Select(contender => contender with { Deadline = s_deadline, EveryRounds = EveryRounds });

    private static string Node(string script) => Path.Combine(s_output, "node", script);

    /// <summary>The scripts lie beside the packages, where Node.js looks for them.</summary>
    private static void InstallNodePackages()
    {
        var sources = Path.Combine(s_sources, "node");
        var folder = Directory.CreateDirectory(Path.Combine(s_output, "node")).FullName;
        var installed = Path.Combine(folder, "installed-package-lock.json");
        foreach (var file in Directory.GetFiles(sources))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        var packages = File.ReadAllText(Path.Combine(folder, "package-lock.json"));
        if (File.Exists(installed) && File.ReadAllText(installed) == packages)
            return;
        Run(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = folder });
        File.WriteAllText(installed, packages);
    }

    private static void BuildPion()
    {
        var build = new ProcessStartInfo("go", ["build", "-o", Path.Combine(s_output, "pion"), "."])
        {
            WorkingDirectory = Path.Combine(s_sources, "pion"),
        };
        build.Environment["GO111MODULE"] = "off";
        build.Environment["GOPATH"] = GoPath;
        Run(build);
    }

    private static void Run(ProcessStartInfo start)
    {
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}: {errors.Trim()}");
    }

    private static void Try(string name, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{name}: {e.Message}[/]");
        }
    }
}
