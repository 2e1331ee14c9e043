using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace WebRtcNative.SignalingTests.Cluster;

/// <summary>Debian's Redis, on a port and in a folder of its own, with its log on disk.</summary>
internal sealed class RedisServer : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("webrtcnative-redis-");
    private Process? _process;

    public RedisServer()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        Start();
    }

    public int Port { get; }

    public string Configuration => $"127.0.0.1:{Port}";

    public void Start()
    {
        string[] arguments =
        [
            "--port", $"{Port}", "--bind", "127.0.0.1", "--dir", _folder.FullName, "--appendonly", "yes", "--appendfsync", "always",
            "--save", "", "--daemonize", "no", "--logfile", "redis.log",
        ];
        _process = Process.Start(new ProcessStartInfo("redis-server", arguments))!;
        Wait.Until(Answers, "Redis to answer");
    }

    /// <summary>At once, as by the kernel.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        if (_process != null)
            Kill();
        _folder.Delete(recursive: true);
    }

    private bool Answers()
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, Port);
            client.GetStream().Write("PING\r\n"u8);
            var answer = new byte[5];
            client.GetStream().ReadExactly(answer);
            return answer.AsSpan().SequenceEqual("+PONG"u8);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}
