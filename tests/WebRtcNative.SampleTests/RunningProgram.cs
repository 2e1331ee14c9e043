using System.Diagnostics;

namespace WebRtcNative.SampleTests;

/// <summary>A program beside this one that a test talks with; killed when it is disposed.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process _process;

    /// <summary>A program that lies beside this one.</summary>
    public RunningProgram(string name, params string[] arguments)
        : this(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{name}.dll"), .. arguments]))
    {
    }

    private RunningProgram(string command, string program, string[] arguments) => _process = Process.Start(
        new ProcessStartInfo(command, [program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    /// <summary>A Godot that runs a program of the tests in Godot.</summary>
    public static RunningProgram StartGodot(string program, params string[] arguments) =>
        StartGodotProject("project", ["--script", $"res://programs/{program}", "--", .. arguments]);

    /// <summary>A Godot that plays samples/GodotPong by itself.</summary>
    public static RunningProgram StartGodotPong(params string[] arguments) =>
        StartGodotProject("pong", ["--", "--bot", .. arguments]);

    /// <summary>The signaling server on a free port, and its address.</summary>
    public static async Task<(RunningProgram Server, string Address)> StartSignalingAsync(CancellationToken cancellation)
    {
        var server = new RunningProgram("Signaling", "--port", "0");
        return (server, (await server.ReadUntilAsync("Listening on ", cancellation))["Listening on ".Length..]);
    }

    private static RunningProgram StartGodotProject(string name, string[] arguments) => new(
        typeof(RunningProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "GodotRun").Value!,
        Path.Combine(GodotTheoryAttribute.Projects!, name),
        arguments);

    public ValueTask<string?> ReadLineAsync(CancellationToken cancellation) =>
        _process.StandardOutput.ReadLineAsync(cancellation);

    public async Task TypeAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Ctrl+D.</summary>
    public void EndInput() => _process.StandardInput.Close();

    /// <summary>The line with a text, after those without it.</summary>
    public async Task<string> ReadUntilAsync(string text, CancellationToken cancellation)
    {
        while (await ReadLineAsync(cancellation) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return line;
        }
        throw new EndOfStreamException($"The program ended without a line with \"{text}\".");
    }

    /// <summary>SIGTERM, as service managers and container hosts send it.</summary>
    public void Terminate() => Process.Start("kill", ["-TERM", $"{_process.Id}"]).WaitForExit();

    /// <summary>SIGKILL, as a machine that fails.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public async Task<int> WaitForExitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
