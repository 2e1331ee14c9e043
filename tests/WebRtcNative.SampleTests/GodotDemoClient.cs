using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace WebRtcNative.SampleTests;

/// <summary>A WebSocket that speaks the protocol of Godot's signaling demo.</summary>
internal sealed class GodotDemoClient : IDisposable
{
    public const int Join = 0;
    public const int Id = 1;
    public const int PeerConnect = 2;
    public const int PeerDisconnect = 3;
    public const int Offer = 4;
    public const int Answer = 5;
    public const int Candidate = 6;
    public const int Seal = 7;

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationToken _late;

    private GodotDemoClient(CancellationToken late) => _late = late;

    /// <summary>Status and reason of the close frame that has arrived.</summary>
    public (int? Status, string? Reason) End => ((int?)_socket.CloseStatus, _socket.CloseStatusDescription);

    public static async Task<GodotDemoClient> ConnectAsync(string address, CancellationToken late)
    {
        var client = new GodotDemoClient(late);
        await client._socket.ConnectAsync(new Uri(address), late);
        return client;
    }

    /// <summary>In a new lobby, whose name is returned.</summary>
    public static async Task<(GodotDemoClient Host, string Lobby)> HostAsync(string address, CancellationToken late, bool mesh = true)
    {
        var host = await ConnectAsync(address, late);
        await host.SendAsync(Join, mesh ? 0 : 1, "");
        Assert.Equal((Id, 1, mesh ? "true" : ""), await host.ReceiveAsync());
        var (type, id, lobby) = (await host.ReceiveAsync())!.Value;
        Assert.Equal((Join, 0), (type, id));
        Assert.NotEmpty(lobby);
        return (host, lobby);
    }

    /// <summary>In a lobby that is there, and the id in it, after the messages that say so.</summary>
    public static async Task<(GodotDemoClient Client, int Id)> JoinAsync(string address, string lobby, CancellationToken late)
    {
        var client = await ConnectAsync(address, late);
        await client.SendAsync(Join, 0, lobby);
        var (type, id, _) = (await client.ReceiveAsync())!.Value;
        Assert.Equal(Id, type);
        while (await client.ReceiveAsync() is { Type: not Join } message)
            Assert.Equal(PeerConnect, message.Type);
        return (client, id);
    }

    public Task SendAsync(int type, int id, string data) => SendAsync(JsonSerializer.Serialize(new { type, id, data }));

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendAsync(byte[] message, WebSocketMessageType type) => _socket.SendAsync(message, type, endOfMessage: true, _late);

    /// <summary>Null when the server closes the socket.</summary>
    public async Task<(int Type, int Id, string Data)?> ReceiveAsync()
    {
        using var whole = new MemoryStream();
        var buffer = new byte[4096];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), _late);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                if (_socket.State == WebSocketState.CloseReceived)
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _late);
                return null;
            }
            whole.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        using var message = JsonDocument.Parse(whole.ToArray());
        var root = message.RootElement;
        return (root.GetProperty("type").GetInt32(), root.GetProperty("id").GetInt32(), root.GetProperty("data").GetString()!);
    }

    /// <summary>Receives until the server closes the socket; the reason.</summary>
    public async Task<(int? Status, string? Reason)> WaitForEndAsync()
    {
        while (await ReceiveAsync() != null)
            continue;
        return End;
    }

    /// <summary>As the demo does: a close frame and no more.</summary>
    public Task LeaveAsync() => _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _late);

    /// <summary>Without a close frame where it is still open, as when the process is killed.</summary>
    public void Dispose() => _socket.Dispose();
}
