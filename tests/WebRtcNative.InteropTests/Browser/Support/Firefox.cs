using System.Net.NetworkInformation;
using Microsoft.Playwright;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>Debian's Firefox ESR, by WebDriver BiDi: it does not speak the protocol of the Firefox that Playwright
/// builds. Playwright makes its profile, with the settings of Mozilla's own tests, and deletes it.</summary>
internal sealed class Firefox() : BrowserProgram(FirefoxCollection.Name, "/usr/bin/firefox-esr", "firefox-esr")
{
    /// <summary>Nothing that Firefox does by itself may use the network: the machine may have none, and a look-up that
    /// nobody answers delays the page.</summary>
    private static readonly Dictionary<string, object> s_quiet = new()
    {
        ["app.update.auto"] = false,
        ["browser.region.network.url"] = "",
        ["browser.region.update.enabled"] = false,
        ["dom.push.connection.enabled"] = false,
        ["extensions.systemAddon.update.enabled"] = false,
        ["extensions.update.enabled"] = false,
        ["media.gmp-manager.url"] = "",
        ["media.gmp-provider.enabled"] = false,
        ["network.captive-portal-service.enabled"] = false,
        ["network.dns.disablePrefetch"] = true,
        ["network.prefetch-next"] = false,
        ["network.trr.mode"] = 5, // no DNS over HTTPS, by the user's choice
        ["services.settings.server"] = "data:,#remote-settings-dummy/v1",
        ["toolkit.telemetry.enabled"] = false,
    };

    /// <summary>Firefox gathers candidates on the interface of the default route, and none on loopback.</summary>
    public override string? Missing => base.Missing
        ?? (NetworkInterface.GetIsNetworkAvailable() ? null : "Firefox needs a network interface other than loopback.");

    public override bool HasPriorities => false;

    public override bool ThrowsOnSendToClosed => false;

    protected override IBrowserType TypeIn(IPlaywright playwright) => playwright.Firefox;

    protected override void Describe(BrowserTypeLaunchOptions options, BrowserSettings settings)
    {
        options.Channel = "moz-firefox";
        options.FirefoxUserPrefs = new Dictionary<string, object>(s_quiet)
        {
            ["media.peerconnection.ice.obfuscate_host_addresses"] = settings.HidesAddresses,
        };
    }
}
