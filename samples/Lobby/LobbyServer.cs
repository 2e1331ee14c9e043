using System.Net;
using Microsoft.Extensions.FileProviders;

namespace Lobby;

/// <summary>The page, and the signaling, in one program.</summary>
internal static class LobbyServer
{
    public static async Task RunAsync(int port, string? redis, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // The page of one node connects to another one when its own has died: on this machine that is another port.
        var signaling = builder.Services.AddWebRtcSignaling(options => options.AllowedOrigins.Add("*"));
        if (redis != null)
            signaling.AddRedis(redis);

        await using var app = builder.Build();
        var files = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files });
        app.MapWebRtcSignaling("/signaling");
        await app.StartAsync(cancellation);

        // A parent process that asked for any free port reads it from this line.
        Console.WriteLine($"Listening on {app.Urls.Single()}");
        await app.WaitForShutdownAsync(cancellation);
    }
}
