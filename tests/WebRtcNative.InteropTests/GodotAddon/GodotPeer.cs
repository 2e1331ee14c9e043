using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.GodotAddon;

/// <summary>A Godot process with the addon (tests/WebRtcNative.GodotTests/programs/echo_peer.gd), which sends each packet back. Signals are lines
/// of JSON, as browsers write them. The target Godot makes its project.</summary>
internal sealed class GodotPeer : IDisposable
{
    private readonly Process _process;
    private readonly TcpClient _client;
    private readonly StreamWriter _writer;
    private readonly Task _reading;

    private GodotPeer(Process process, TcpClient client, Action<string> signal)
    {
        _process = process;
        _client = client;
        _writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        _reading = ReadAsync(new StreamReader(client.GetStream()), signal);
    }

    /// <param name="role">"offer" or "answer".</param>
    /// <param name="signal">Called with each signal for the other side, one after the other.</param>
    public static async Task<GodotPeer> StartAsync(string role, Action<string> signal)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var root = Repository();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var process = Process.Start(
            Path.Combine(root, "build", "godot-run.sh"),
            [Path.Combine(root, "artifacts", "godot", "project"), "--script", "res://programs/echo_peer.gd", "--", $"{port}", role]);
        try
        {
            return new GodotPeer(process, await listener.AcceptTcpClientAsync().WaitAsync(Wait.Deadline), signal);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public void Accept(string signal) => _writer.WriteLine(signal);

    public void Dispose()
    {
        _client.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _reading.ContinueWith(_ => { }, TaskScheduler.Default).Wait(Wait.Deadline);
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> signal)
    {
        while (await reader.ReadLineAsync() is { } line)
            signal(line);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder != null && !File.Exists(Path.Combine(folder.FullName, "build", "godot-run.sh")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests are not in the repository.");
    }
}
