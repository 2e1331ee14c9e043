using System.Diagnostics;
using System.Net.Sockets;

namespace SignalingBench;

/// <summary>webrtc-signaling, or Redis, as a process; and what it uses.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public double ResidentMegabytes =>
        long.Parse(File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], null) / 1024.0;

    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static ServerProcess StartNode(string? redis)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "webrtc-signaling.dll"), "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Error",
            "--Signaling:LostAfter", "00:01:00", "--Signaling:MessageBurst", "100000", .. redis == null ? (string[])[] : ["--Redis", redis],
        ];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var line = process.StandardOutput.ReadLine()!;
        return new ServerProcess(process, new Uri(line.Split(' ')[2].Replace("http:", "ws:", StringComparison.Ordinal) + "/signaling"));
    }

    public static ServerProcess StartRedis(int port)
    {
        var folder = Directory.CreateTempSubdirectory("signaling-bench-").FullName;
        string[] arguments = ["--port", $"{port}", "--bind", "127.0.0.1", "--dir", folder, "--appendonly", "yes", "--save", "", "--logfile", "redis.log"];
        var redis = new ServerProcess(Process.Start("redis-server", arguments), new Uri($"redis://127.0.0.1:{port}"));
        while (!Accepts(port))
            Thread.Yield();
        return redis;
    }

    private static bool Accepts(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
