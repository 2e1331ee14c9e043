using Microsoft.Playwright;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>Debian's Chromium, by the DevTools protocol.</summary>
internal sealed class Chromium() : BrowserProgram(ChromiumCollection.Name, "/usr/bin/chromium", "chromium")
{
    /// <summary>Loopback, because a machine may have no other network. Priorities, because without the switch Chromium
    /// knows them but does not tell.</summary>
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
        "--use-fake-device-for-media-stream",
        "--autoplay-policy=no-user-gesture-required",
    ];

    protected override IBrowserType TypeIn(IPlaywright playwright) => playwright.Chromium;

    protected override void Describe(BrowserTypeLaunchOptions options, BrowserSettings settings) => options.Args =
    [
        .. s_switches,
        // A page that may use the camera, here without being asked, is told the addresses anyway.
        .. settings.HidesAddresses
            ? Array.Empty<string>()
            : ["--use-fake-ui-for-media-stream", "--disable-features=WebRtcHideLocalIpsWithMdns"],
        .. settings.MicrophoneTone is { } tone ? [$"--use-file-for-fake-audio-capture={ToneFile.Write(tone)}"] : Array.Empty<string>(),
    ];
}
