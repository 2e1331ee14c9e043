using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR.Client;

namespace WebRtcNative.SignalingTests.Support;

/// <summary>SignalR's client without this library: sends whatever JSON a test wants.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly HubConnection _hub;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RawClient(HubConnection hub) => _hub = hub;

    public ConcurrentQueue<JsonElement> Events { get; } = new();

    /// <summary>What the server has said about the end of the membership.</summary>
    public ConcurrentQueue<string> Over { get; } = new();

    public Task Closed => _closed.Task;

    public static async Task<RawClient> ConnectAsync(Uri address, Action<HttpConnectionOptions>? configure = null)
    {
        var hub = new HubConnectionBuilder().WithUrl(address, http =>
        {
            http.Transports = HttpTransportType.WebSockets;
            http.SkipNegotiation = true;
            configure?.Invoke(http);
        }).Build();
        var client = new RawClient(hub);
        hub.On<JsonElement>("Deliver", delivery =>
        {
            foreach (var next in delivery.GetProperty("events").EnumerateArray())
                client.Events.Enqueue(next.Clone());
        });
        hub.On<JsonElement>("Over", error => client.Over.Enqueue(error.GetProperty("code").GetString()!));
        hub.Closed += _ =>
        {
            client._closed.TrySetResult();
            return Task.CompletedTask;
        };
        await hub.StartAsync();
        return client;
    }

    public Task<JsonElement> CallAsync(string method, params object?[] arguments) =>
        _hub.InvokeCoreAsync<JsonElement>(method, arguments).WaitAsync(Wait.Deadline);

    /// <summary>The error's code; null if there is none.</summary>
    public async Task<string?> ErrorOfAsync(string method, params object?[] arguments)
    {
        var reply = await CallAsync(method, arguments);
        return reply.TryGetProperty("error", out var error) ? error.GetProperty("code").GetString() : null;
    }

    public Task<JsonElement> JoinAsync(string room, string name = "raw") => CallAsync("Join", new { room, name });

    public Task<string?> SendAsync(long number, params string[] texts) => ErrorOfAsync(
        "Send", new { number, items = texts.Select(text => new { kind = "message", text }) });

    public async ValueTask DisposeAsync() => await _hub.DisposeAsync();
}
