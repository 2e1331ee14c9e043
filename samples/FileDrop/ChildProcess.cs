using System.Diagnostics;

namespace FileDrop;

/// <summary>A program that lies beside this one, running until it is disposed at the latest.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    /// <summary>Starts a program whose output goes to our console.</summary>
    public static ChildProcess Start(string program, params string[] arguments) => Start(program, false, arguments);

    /// <summary>Starts a program whose output is read here.</summary>
    public static ChildProcess StartCaptured(string program, params string[] arguments) => Start(program, true, arguments);

    public async Task<string?> ReadLineAsync(CancellationToken cancellation) =>
        await _process.StandardOutput.ReadLineAsync(cancellation);

    public async Task<string> ReadToEndAsync(CancellationToken cancellation) =>
        await _process.StandardOutput.ReadToEndAsync(cancellation);

    /// <summary>The exit code, once there is one.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>Ends the program if it still runs.</summary>
    public void Kill()
    {
        if (!_process.HasExited) _process.Kill();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private static ChildProcess Start(string program, bool captured, string[] arguments)
    {
        var path = Path.Combine(AppContext.BaseDirectory, program + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = captured };
        return new ChildProcess(Process.Start(start)!);
    }
}
