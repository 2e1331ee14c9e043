using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WebRtcNative.SampleTests.Tool;

/// <summary>A signaling server in this process, which outlives the programs that a test kills.</summary>
internal sealed class ToolSignaling : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ToolSignaling(WebApplication app) => _app = app;

    /// <summary>By which the tool joins it.</summary>
    public string[] Options => ["--server", $"{_app.Urls.Single()}/signaling"];

    public static async Task<ToolSignaling> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddWebRtcSignaling(_ => { });
        var server = new ToolSignaling(builder.Build());
        server._app.MapWebRtcSignaling("/signaling");
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
