using System.Diagnostics;

namespace WebRtcNative.SignalingTests.Cluster;

/// <summary>The server program in a process of its own.</summary>
internal sealed class Node : IDisposable
{
    private readonly Process _process;

    private Node(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<Node> StartAsync(string redis, params string[] more)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "webrtc-signaling.dll");
        string[] arguments =
        [
            program, "--urls", "http://127.0.0.1:0", "--Redis", redis, "--Logging:LogLevel:Default", "Warning",
            "--Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks", "None", .. more,
        ];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Wait.ProgramDeadline) is { } line)
        {
            if (!line.StartsWith("Listening on ", StringComparison.Ordinal))
                continue;
            _ = PrintAsync(process);
            return new Node(process, new Uri(line.Split(' ')[2] + "/signaling"));
        }
        throw new InvalidOperationException("The server has ended.");
    }

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

    private static async Task PrintAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            Console.WriteLine($"node: {line}");
    }
}
