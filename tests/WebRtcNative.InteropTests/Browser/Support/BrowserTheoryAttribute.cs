using Xunit.Sdk;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>A test against a browser with each of several data; skipped where the browser is missing, or known to fail.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(
    "WebRtcNative.InteropTests.Browser.Support." + nameof(BrowserTheoryDiscoverer), "WebRtcNative.InteropTests")]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    /// <summary>Why Firefox is not tried; null where it is.</summary>
    public string? FailsInFirefox { get; set; }
}
