using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebRtcNative.Signaling.Server;

namespace WebRtcNative.SignalingTests.Support;

/// <summary>A signaling server in this process, on a port of its own, and clients of it.</summary>
internal sealed class SignalingServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<IAsyncDisposable> _owned = [];

    private SignalingServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public static async Task<SignalingServer> StartAsync(
        Action<SignalingServerOptions>? configure = null, Action<WebApplicationBuilder>? build = null,
        Action<WebApplication, HubEndpointConventionBuilder>? map = null, int port = 0, string? redis = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var signaling = builder.Services.AddWebRtcSignaling(options =>
        {
            options.LostAfter = TimeSpan.FromSeconds(10); // on a slow machine too
            configure?.Invoke(options);
        });
        if (redis != null)
            signaling.AddRedis(redis);
        build?.Invoke(builder);
        var server = new SignalingServer(builder.Build());
        map?.Invoke(server._app, server._app.MapWebRtcSignaling("/signaling"));
        if (map == null)
            server._app.MapWebRtcSignaling("/signaling");
        await server._app.StartAsync();
        server.Address = new Uri(server._app.Urls.Single() + "/signaling");
        return server;
    }

    public Task<Room> JoinAsync(string room, string name, Func<RoomOptions, RoomOptions>? change = null) =>
        OwnAsync(Room.JoinAsync(Address, room, Options(name, change)));

    public Task<Room> CreateAsync(string name, Func<RoomOptions, RoomOptions>? change = null) =>
        OwnAsync(Room.CreateAsync(Address, Options(name, change)));

    /// <summary>A client that follows no rule.</summary>
    public async Task<RawClient> ConnectRawAsync() => Own(await RawClient.ConnectAsync(Address));

    public T Own<T>(T disposable)
        where T : IAsyncDisposable
    {
        _owned.Add(disposable);
        return disposable;
    }

    /// <summary>As the death of the process: nobody says goodbye.</summary>
    public async Task KillAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var owned in Enumerable.Reverse(_owned))
            await owned.DisposeAsync();
        await _app.StopAsync(); // so that connections end before the services that they use
        await _app.DisposeAsync();
    }

    private static RoomOptions Options(string name, Func<RoomOptions, RoomOptions>? change)
    {
        var options = new RoomOptions { Name = name, ServerTimeout = TimeSpan.FromSeconds(10) };
        return change?.Invoke(options) ?? options;
    }

    private async Task<Room> OwnAsync(Task<Room> joining) => Own(await joining.WaitAsync(Wait.Deadline));
}
