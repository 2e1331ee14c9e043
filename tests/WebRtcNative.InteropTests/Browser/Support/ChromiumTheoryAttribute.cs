namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>A test against Chromium with each of several data; skipped where that is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute() => Skip = Chromium.Missing;
}
