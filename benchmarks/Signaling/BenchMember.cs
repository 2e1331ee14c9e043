using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace SignalingBench;

/// <summary>A member that costs little: the protocol of docs/signaling.md on a WebSocket, written by hand.</summary>
internal sealed class BenchMember : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _number;

    /// <summary>Ticks of <see cref="Stopwatch"/> that messages were under way.</summary>
    public List<long> Latencies { get; } = [];

    public bool IsAlive => _socket.State == WebSocketState.Open;

    /// <param name="from">The client's own address: one address has 28,000 ports, and a load test needs more.</param>
    public async Task JoinAsync(Uri server, string room, string name, IPAddress from)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await _socket.ConnectAsync(server, new HttpMessageInvoker(handler), default);
        _ = ReadAsync();
        await SendAsync("""{"protocol":"json","version":1}""");
        await SendAsync($$"""{"type":1,"invocationId":"0","target":"Join","arguments":[{"room":"{{room}}","name":"{{name}}"}]}""");
        await _joined.Task;
    }

    public Task PingAsync() => SendAsync("""{"type":6}""");

    public Task SpeakAsync()
    {
        var number = ++_number;
        var now = Stopwatch.GetTimestamp().ToString("D20", null);
        return SendAsync($$"""
            {"type":1,"invocationId":"{{number}}","target":"Send","arguments":[{"number":{{number}},"items":[{"kind":"message","text":"@{{now}}{{new string('x', 200)}}"}]}]}
            """);
    }

    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(string message)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(message + '\u001e'), WebSocketMessageType.Text, endOfMessage: true, default);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[8 * 1024];
        try
        {
            while (IsAlive)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), default);
                var now = Stopwatch.GetTimestamp();
                var text = buffer.AsSpan(0, part.Count);
                if (!_joined.Task.IsCompleted && text.IndexOf("\"token\""u8) >= 0)
                    _joined.TrySetResult();
                for (var at = text.IndexOf("\"@"u8); at >= 0; at = text.IndexOf("\"@"u8))
                {
                    text = text[(at + 2)..];
                    if (Utf8Parser.TryParse(text[..Math.Min(20, text.Length)], out long sent, out _))
                        Latencies.Add(now - sent);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException)
        {
            _joined.TrySetException(e);
        }
    }
}
