using Xunit.Sdk;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>A test against a browser; skipped where the browser is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(
    "WebRtcNative.InteropTests.Browser.Support." + nameof(BrowserFactDiscoverer), "WebRtcNative.InteropTests")]
internal class BrowserFactAttribute : FactAttribute;
