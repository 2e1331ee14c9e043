using System.Diagnostics;
using WebRtcNative.InteropTests.Networks.Namespaces;

namespace WebRtcNative.SignalingTests.Cluster;

/// <summary>The server program in a process of its own.</summary>
internal sealed class Node : IDisposable
{
    private readonly Process _process;

    private Node(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static Task<Node> StartAsync(string redis, params string[] more) =>
        StartAsync("dotnet", [], ["--urls", "http://127.0.0.1:0", "--Redis", redis, .. more]);

    /// <summary>A single node in a network of its own.</summary>
    public static Task<Node> StartAsync(NetworkNamespace where, string address) =>
        StartAsync("ip", ["netns", "exec", where.Name, "dotnet"], ["--urls", $"http://{address}:0"]);

    public Task<Room> JoinAsync(string room, string name, params IEnumerable<Node> others) => Room.JoinAsync(Address, room, new RoomOptions
    {
        Name = name,
        OtherServers = [.. others.Select(other => other.Address)],
    });

    /// <summary>At once, as by the kernel.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private static async Task<Node> StartAsync(string dotnet, string[] before, string[] options)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "webrtc-signaling.dll");
        string[] arguments =
        [
            .. before, program, "--Logging:LogLevel:Default", "Warning",
            "--Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks", "None", .. options,
        ];
        var process = Process.Start(new ProcessStartInfo(dotnet, arguments) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Wait.ProgramDeadline) is { } line)
        {
            if (!line.StartsWith("Listening on ", StringComparison.Ordinal))
                continue;
            _ = PrintAsync(process);
            return new Node(process, new Uri(line.Split(' ')[2] + "/signaling"));
        }
        throw new InvalidOperationException("The server has ended.");
    }

    private static async Task PrintAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            Console.WriteLine($"node: {line}");
    }
}
