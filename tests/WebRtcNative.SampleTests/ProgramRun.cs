using System.Diagnostics;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.SampleTests;

/// <summary>A program that ran to its end.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All its output, in the order of lines within each of its two streams.</param>
internal sealed record ProgramRun(int ExitCode, string Output)
{
    /// <summary>Kills the program and its children if it has not ended by the deadline.</summary>
    public static Task<ProgramRun> StartAsync(string program, params string[] arguments) =>
        StartAsync(program, arguments, CancellationToken.None);

    /// <summary>The same, and kills it when <paramref name="stop"/> says so.</summary>
    public static async Task<ProgramRun> StartAsync(string program, string[] arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Settings that its own dotnet gave the test host are not meant for another one.
        start.Environment.Remove("MSBUILD_EXE_PATH");
        start.Environment.Remove("MSBuildSDKsPath");
        using var process = Process.Start(start)!;
        using var stopping = stop.Register(() => process.Kill(entireProcessTree: true));
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        try
        {
            var texts = await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(late.Token), process.StandardError.ReadToEndAsync(late.Token));
            await process.WaitForExitAsync(late.Token);
            return new ProgramRun(process.ExitCode, string.Concat(texts));
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} was not done within {Wait.ProgramDeadline.TotalSeconds} s.");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
