using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Peers;

/// <summary>The library as a server: answers offers that are POSTed to it, and sends every message back.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<PeerConnection> _connections = new();
    private readonly ConcurrentQueue<DataChannel> _channels = new();
    private readonly ConcurrentQueue<Task> _echoing = new();

    public EchoServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _application = builder.Build();
        _application.MapPost("/", AnswerAsync);
        _application.Start();
    }

    public Uri Url => new(_application.Urls.Single());

    /// <summary>Waits for a channel of the peer.</summary>
    public DataChannel Channel()
    {
        Wait.Until(() => !_channels.IsEmpty, "a channel");
        return _channels.Single();
    }

    /// <summary>Waits until every message was sent back and the channel has ended; throws the channel's error.</summary>
    public Task EndAsync() => Task.WhenAll(_echoing).WaitAsync(Wait.Deadline);

    public void Dispose()
    {
        _application.DisposeAsync().AsTask().GetAwaiter().GetResult();
        foreach (var connection in _connections)
            connection.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var offer = await reader.ReadToEndAsync();
        var connection = new PeerConnection();
        _connections.Enqueue(connection);
        connection.DataChannelReceived += (_, channel) =>
        {
            _echoing.Enqueue(EchoAsync(channel));
            _channels.Enqueue(channel);
        };
        await context.Response.WriteAsync(await WholeDescription.AnswerAsync(connection, offer));
    }

    private static async Task EchoAsync(DataChannel channel)
    {
        await foreach (var message in channel.ReadAllAsync())
            await (message.IsText ? channel.SendAsync(message.Text) : channel.SendAsync(message.Data));
    }
}
