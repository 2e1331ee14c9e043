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

    /// <summary>A program that is started by its own means.</summary>
    public RunningProgram(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        _process = Process.Start(start)!;
    }

    /// <summary>A program in its own folder. Beside this one it would miss the assemblies that ASP.NET Core's framework has, and that are
    /// not copied since the tests use that framework.</summary>
    public static RunningProgram StartOwn(string name, params string[] arguments)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory); // artifacts/dotnet/bin/<project>/<configuration>
        var program = Path.Combine(here.Parent!.Parent!.FullName, name, here.Name, $"{name}.dll");
        return new RunningProgram(new ProcessStartInfo("dotnet", [program, .. arguments]));
    }

    /// <summary>The signaling server on a free port, and its address.</summary>
    public static async Task<(RunningProgram Server, string Address)> StartSignalingAsync(CancellationToken cancellation)
    {
        var server = new RunningProgram("webrtc-signaling", "--urls", "http://127.0.0.1:0");
        return (server, (await server.ReadUntilAsync("Listening on ", cancellation))["Listening on ".Length..]);
    }

    /// <summary>The same, and the address of Godot's demo protocol.</summary>
    public static async Task<(RunningProgram Server, string Address)> StartGodotSignalingAsync(CancellationToken cancellation)
    {
        var (server, address) = await StartSignalingAsync(cancellation);
        return (server, address.Replace("http:", "ws:", StringComparison.Ordinal) + "/godot");
    }

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
