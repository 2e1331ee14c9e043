using Microsoft.Playwright;

namespace WebRtcNative.SampleTests;

/// <summary>Debian's Chromium, whose pages may connect over loopback, and have a camera and a microphone that are none.</summary>
internal static class ChromiumBrowser
{
    private const string Program = "/usr/bin/chromium";

    /// <summary>Why tests that need it are skipped; null where it is installed.</summary>
    public static string? Missing { get; } = File.Exists(Program) ? null : "Chromium is not installed: ./build.sh --target=Interop does.";

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Program,
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--no-first-run", "--allow-loopback-in-peer-connection", "--autoplay-policy=no-user-gesture-required",
            "--disable-features=WebRtcHideLocalIpsWithMdns", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
        ],
    });
}
