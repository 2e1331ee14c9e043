using System.Net;
using Microsoft.Playwright;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>One browser and one server of its page for all tests of the collection.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private PageServer? _server;

    internal IPlaywright Playwright => _playwright!;

    internal IBrowser Browser => _browser!;

    internal Uri Page => _server!.Page;

    public async Task InitializeAsync()
    {
        if (Chromium.Missing != null)
            return; // every test is skipped
        _playwright = await Microsoft.Playwright.Playwright.CreateAsync();
        _server = await PageServer.StartAsync(IPAddress.Loopback);
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    public async Task DisposeAsync()
    {
        if (_browser != null)
            await _browser.DisposeAsync();
        if (_server != null)
            await _server.DisposeAsync();
        _playwright?.Dispose();
    }
}
