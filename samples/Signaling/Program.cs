using System.CommandLine;
using System.Net;
using Signaling;

var port = new Option<int>("--port")
{
    Description = "TCP port on 127.0.0.1; 0 takes any free one.",
    DefaultValueFactory = _ => 8080,
};
var command = new RootCommand("Lets WebRTC peers find each other: relays text between the two peers of a room.") { port };
command.SetAction((parsed, cancellation) => ServeAsync(parsed.GetValue(port), cancellation));
return await command.Parse(args).InvokeAsync();

static async Task ServeAsync(int port, CancellationToken cancellation)
{
    var builder = WebApplication.CreateSlimBuilder();
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
    builder.Logging.SetMinimumLevel(LogLevel.Warning);
    builder.Services.AddSingleton<RoomDirectory>();

    await using var app = builder.Build();
    app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(15) });
    app.Map("/rooms/{name}", JoinRoomAsync);

    await app.StartAsync(cancellation);

    // A parent process that asked for any free port reads it from this line.
    Console.WriteLine($"Listening on {app.Urls.Single().Replace("http:", "ws:", StringComparison.Ordinal)}");
    await app.WaitForShutdownAsync(cancellation);
}

static async Task JoinRoomAsync(HttpContext context, string name, RoomDirectory rooms)
{
    if (!context.WebSockets.IsWebSocketRequest)
    {
        context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
        return;
    }

    using var seat = rooms.TryEnter(name);
    if (seat is null)
    {
        context.Response.StatusCode = StatusCodes.Status409Conflict;
        return;
    }

    using var socket = await context.WebSockets.AcceptWebSocketAsync();
    using var ended = EndOf(context);
    await new Relay(socket, seat).RunAsync(ended.Token);
}

static CancellationTokenSource EndOf(HttpContext context)
{
    var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
    return CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
}
