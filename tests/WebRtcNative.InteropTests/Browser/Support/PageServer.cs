using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>Serves the page in which the browser's peer lives.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private PageServer(WebApplication application)
    {
        _application = application;
        Page = new Uri(new Uri(application.Urls.Single()), "peer.html");
    }

    public Uri Page { get; }

    public static async Task<PageServer> StartAsync(IPAddress address)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address, 0));
        var application = builder.Build();
        var files = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "Fixtures", "browser"));
        application.UseStaticFiles(new StaticFileOptions { FileProvider = files });
        await application.StartAsync();
        return new PageServer(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
