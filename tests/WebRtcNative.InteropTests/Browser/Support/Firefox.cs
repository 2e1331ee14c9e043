using System.Net.NetworkInformation;
using Microsoft.Playwright;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>Debian's Firefox ESR, by WebDriver BiDi: it does not speak the protocol of the Firefox that Playwright
/// builds. Playwright makes its profile, with the settings of Mozilla's own tests, and deletes it.</summary>
internal sealed class Firefox() : BrowserProgram(FirefoxCollection.Name, "/usr/bin/firefox-esr", "firefox-esr")
{
    /// <summary>Firefox gathers no candidates on loopback, whatever <c>media.peerconnection.ice.loopback</c> says.
    /// </summary>
    public override string? Missing => base.Missing
        ?? (NetworkInterface.GetIsNetworkAvailable() ? null : "Firefox needs a network interface other than loopback.");

    public override bool HasPriorities => false;

    public override bool ThrowsOnSendToClosed => false;

    protected override IBrowserType TypeIn(IPlaywright playwright) => playwright.Firefox;

    protected override void Describe(BrowserTypeLaunchOptions options, BrowserSettings settings)
    {
        options.Channel = "moz-firefox";
        options.FirefoxUserPrefs = new Dictionary<string, object>
        {
            ["media.peerconnection.ice.obfuscate_host_addresses"] = settings.HidesAddresses,
            // A microphone that is made up, and nobody to ask whether the page may hear it or play.
            ["media.navigator.streams.fake"] = true,
            ["media.navigator.permission.disabled"] = true,
            ["media.navigator.audio.fake_frequency"] = settings.MicrophoneTone ?? 1000,
            ["media.autoplay.default"] = 0,
            ["media.autoplay.blocking_policy"] = 0,
            // Else a page begins with pictures of half the width, and has the whole width after ten seconds or more. The rate is in kbit/s.
            ["media.peerconnection.video.lock_scaling"] = true,
            ["media.peerconnection.video.start_bitrate"] = 1000,
            // The value that Mozilla's tests give, for no server: else Firefox asks for its address again and again.
            ["services.settings.server"] = "data:,#remote-settings-dummy/v1",
        };
        // A release heeds the setting above only so.
        options.Env = options.Env!.Append(new("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1"));
    }
}
