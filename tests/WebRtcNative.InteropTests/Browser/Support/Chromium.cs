using Microsoft.Playwright;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>Debian's Chromium: where it is, and how it is started.</summary>
internal static class Chromium
{
    public const string Path = "/usr/bin/chromium";

    /// <summary>Why there is no browser to test against; null where there is one.</summary>
    public static string? Missing { get; } =
        File.Exists(Path) ? null : $"There is no {Path}. On Debian: apt-get install chromium";

    /// <summary>The switches of every browser here. Loopback, because a machine may have no other network. Priorities,
    /// because without the switch Chromium knows them but does not tell.</summary>
    private static readonly string[] s_switches =
    [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--allow-loopback-in-peer-connection",
        "--enable-blink-features=RTCDataChannelPriority",
    ];

    /// <param name="playwright">What drives it.</param>
    /// <param name="hidesAddresses">Whether it tells names in place of its addresses (mDNS): its default.</param>
    /// <param name="path">A program that starts it.</param>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright, bool hidesAddresses = false, string path = Path) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args = hidesAddresses ? s_switches : [.. s_switches, "--disable-features=WebRtcHideLocalIpsWithMdns"],
        });
}
