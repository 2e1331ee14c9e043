using WebRtcNative.InteropTests.Peers.Pictures;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>A test with pictures of H.264 for a browser; skipped where this side has no coder of them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserWithOpenH264FactAttribute : BrowserFactAttribute
{
    public BrowserWithOpenH264FactAttribute() => Skip = OpenH264.WhyMissing;
}
