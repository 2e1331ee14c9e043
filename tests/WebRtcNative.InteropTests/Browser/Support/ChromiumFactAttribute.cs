namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>A test against Chromium; skipped where that is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Chromium.Missing;
}
