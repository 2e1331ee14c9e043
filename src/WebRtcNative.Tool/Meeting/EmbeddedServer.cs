using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WebRtcNative.Tool.Meeting;

/// <summary>The signaling server within this process, for two machines that reach each other's TCP ports.</summary>
internal sealed class EmbeddedServer : IAsyncDisposable
{
    private const string Path = "/signaling";

    private readonly WebApplication _app;

    private EmbeddedServer(WebApplication app) => _app = app;

    /// <summary>For this process.</summary>
    public Uri Local { get; private set; } = null!;

    /// <summary>For the other machine: the first address of an interface that is up, or loopback.</summary>
    public Uri Shown { get; private set; } = null!;

    public static async Task<EmbeddedServer> StartAsync(int port, string? page, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Any, port));
        builder.Services.AddWebRtcSignaling(_ => { });
        var app = builder.Build();
        app.MapWebRtcSignaling(Path);
        if (page != null)
            app.MapGet("/", () => Results.Content(page, "text/html; charset=utf-8"));
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException e)
        {
            await app.DisposeAsync();
            throw new ToolException(ExitCode.NoServer, $"Port {port} cannot be listened on: {e.Message}", e);
        }
        var bound = new Uri(app.Urls.Single()).Port;
        return new EmbeddedServer(app)
        {
            Local = new Uri($"http://127.0.0.1:{bound}{Path}"),
            Shown = new Uri($"http://{OwnAddress()}:{bound}{Path}"),
        };
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static IPAddress OwnAddress() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .Where(one => one.OperationalStatus == OperationalStatus.Up && one.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .OrderByDescending(one => one.GetIPProperties().GatewayAddresses.Count)
            .SelectMany(one => one.GetIPProperties().UnicastAddresses)
            .Select(address => address.Address)
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork)
        ?? IPAddress.Loopback;
}
