using Microsoft.Playwright;

namespace WebRtcNative.SignalingTests.Page;

/// <summary>A Chromium, and members of lobbies in it: each has a browser of its own, as far as the page can tell.</summary>
internal sealed class LobbyBrowser : IAsyncDisposable
{
    public const string Chromium = "/usr/bin/chromium";

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private LobbyBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<LobbyBrowser> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                "--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns",
            ],
        });
        return new LobbyBrowser(playwright, browser);
    }

    /// <summary>Opens the page and joins; without a room creates one.</summary>
    public async Task<LobbyPage> JoinAsync(string url, string name, string? room, int width = 1280, int height = 900)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        context.SetDefaultTimeout((float)Wait.Deadline.TotalMilliseconds);
        var page = new LobbyPage(await context.NewPageAsync());
        await page.JoinAsync(url, name, room);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
