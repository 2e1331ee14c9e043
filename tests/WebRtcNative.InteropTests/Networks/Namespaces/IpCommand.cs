using System.ComponentModel;
using System.Diagnostics;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Networks.Namespaces;

/// <summary>The program ip, of iproute2.</summary>
internal static class IpCommand
{
    /// <exception cref="InvalidOperationException">The command is missing, or failed.</exception>
    public static void Run(string arguments)
    {
        if (TryRun(arguments) is { } error)
            throw new InvalidOperationException($"ip {arguments}: {error}");
    }

    /// <summary>Null, or what went wrong.</summary>
    public static string? TryRun(string arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Wait.Deadline))
            {
                process.Kill(entireProcessTree: true);
                return "It does not end.";
            }
            return process.ExitCode == 0 ? null : $"{error.GetAwaiter().GetResult().Trim()} ({process.ExitCode})";
        }
        catch (Win32Exception e)
        {
            return e.Message;
        }
    }
}
