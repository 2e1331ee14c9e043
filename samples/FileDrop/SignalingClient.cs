using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace FileDrop;

/// <summary>A peer's line to the signaling server. Works in the background; the game loop only meets two queues.</summary>
internal sealed class SignalingClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentQueue<SignalMessage> _inbox = new();
    private readonly Channel<SignalMessage> _outbox = Channel.CreateUnbounded<SignalMessage>();
    private readonly CancellationTokenSource _leaving = new();
    private Task _receiving = Task.CompletedTask;
    private Task _sending = Task.CompletedTask;

    private SignalingClient()
    {
    }

    /// <summary>Why the line broke, or null while it is well.</summary>
    public string? Failure { get; private set; }

    public static async Task<SignalingClient> JoinAsync(string server, string room, CancellationToken cancellation)
    {
        var client = new SignalingClient();
        try
        {
            var address = new Uri(new Uri(server), $"/rooms/{Uri.EscapeDataString(room)}");
            await client._socket.ConnectAsync(address, cancellation);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }

        client._receiving = client.GuardAsync(client.ReceiveAsync);
        client._sending = client.GuardAsync(client.SendAsync);
        return client;
    }

    public void Send(SignalMessage message) => _outbox.Writer.TryWrite(message);

    public bool TryReceive(out SignalMessage? message) => _inbox.TryDequeue(out message);

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await Task.WhenAll(_receiving, _sending);
        _socket.Dispose();
        _leaving.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await _socket.ReceiveAsync(buffer.AsMemory(length), _leaving.Token);
                length += part.Count;
                if (part.MessageType == WebSocketMessageType.Close)
                    throw new WebSocketException($"The server closed the room: {_socket.CloseStatusDescription}");
            }
            while (!part.EndOfMessage);

            var message = JsonSerializer.Deserialize(buffer.AsSpan(0, length), SignalJson.Default.SignalMessage);
            if (message is not null) _inbox.Enqueue(message);
        }
    }

    private async Task SendAsync()
    {
        await foreach (var message in _outbox.Reader.ReadAllAsync(_leaving.Token))
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(message, SignalJson.Default.SignalMessage);
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, _leaving.Token);
        }
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // We leave; that is no failure.
        }
        catch (Exception e)
        {
            Failure ??= e.Message;
        }
    }
}
