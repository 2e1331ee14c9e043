using WebRtcNative.SampleTests;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>A test of a browser and a program on another system; skipped where one of them is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OtherSystemBrowserFactAttribute : BrowserFactAttribute
{
    public OtherSystemBrowserFactAttribute(string system) => Skip = OtherSystem.Of(system).Missing;
}
