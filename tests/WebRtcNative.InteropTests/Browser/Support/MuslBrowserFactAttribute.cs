using WebRtcNative.SampleTests;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>A test of a browser and a program on musl; skipped where one of them is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MuslBrowserFactAttribute : BrowserFactAttribute
{
    public MuslBrowserFactAttribute() => Skip = MuslPrograms.Missing;
}
