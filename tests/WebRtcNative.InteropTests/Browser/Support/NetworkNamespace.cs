using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>A network of its own for a test whose packets must not reach the machine's: loopback and an interface that
/// leads nowhere. The test runs once more, by a process in there, and the network is gone with the process.</summary>
internal static class NetworkNamespace
{
    private const string Inside = "WEBRTCNATIVE_TEST_IN_NAMESPACE";

    private const string Enter = """
        set -e
        ip link set lo up
        ip link add nowhere type veth peer name end
        ip link set end up
        ip link set nowhere up
        ip address add 198.51.100.1/24 dev nowhere
        ip route add default dev nowhere
        exec "$@"
        """;

    public static bool IsInside { get; } = Environment.GetEnvironmentVariable(Inside) != null;

    /// <summary>Why there can be no such network; null where there can be one.</summary>
    public static string? Missing { get; } = IsInside || CanEnter()
        ? null
        : "This needs a network namespace: root or user namespaces, and on Debian: apt-get install util-linux iproute2";

    /// <summary>Runs the calling test in a namespace, and fails where it fails.</summary>
    public static async Task RunTestAsync(Type test, [CallerMemberName] string name = "")
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var filter = $"--TestCaseFilter:FullyQualifiedName={test.FullName}.{name}";
        using var process = Start(dotnet, "vstest", test.Assembly.Location, filter);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(Wait.ProgramDeadline);
            Assert.True(process.ExitCode == 0, $"In the namespace: {await output}{await errors}");
            Assert.Matches(@"Passed:\s+1\b", await output); // with no test found all would be well, too
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static bool CanEnter()
    {
        try
        {
            using var process = Start("true");
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception) // no unshare
        {
            return false;
        }
    }

    private static Process Start(params string[] command)
    {
        string[] asRoot = Environment.IsPrivilegedProcess ? [] : ["--user", "--map-root-user"];
        string[] arguments = [.. asRoot, "--net", "--kill-child", "sh", "-c", Enter, "sh", .. command];
        var start = new ProcessStartInfo("unshare", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Inside] = "1";
        return Process.Start(start)!;
    }
}
