using System.Net;
using Microsoft.Playwright;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>One browser and one server of its page for all tests of a collection.</summary>
public abstract class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private PageServer? _server;
    private Task<RunningBrowser>? _shared;

    private protected BrowserFixture(BrowserProgram program) => Program = program;

    internal BrowserProgram Program { get; }

    internal Uri Page => _server!.Page;

    /// <summary>The browser that the tests share, started when the first asks.</summary>
    internal Task<RunningBrowser> Shared => _shared ??= LaunchAsync(new BrowserSettings());

    /// <summary>Starts one more, which the caller disposes.</summary>
    internal Task<RunningBrowser> LaunchAsync(BrowserSettings settings) => Program.LaunchAsync(_playwright!, settings);

    public async Task InitializeAsync()
    {
        if (Program.Missing != null)
            return; // every test is skipped
        _playwright = await Playwright.CreateAsync();
        _server = await PageServer.StartAsync(IPAddress.Loopback);
    }

    public async Task DisposeAsync()
    {
        if (_shared is { IsCompletedSuccessfully: true })
            await _shared.Result.DisposeAsync();
        if (_server != null)
            await _server.DisposeAsync();
        _playwright?.Dispose();
    }
}
