using System.Runtime.InteropServices;

namespace WebRtcNative.InteropTests.Browser.Support;

/// <summary>A test with pictures of H.264 for a browser; skipped where this side has no coder of them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserWithOpenH264FactAttribute : BrowserFactAttribute
{
    public BrowserWithOpenH264FactAttribute() =>
        Skip = NativeLibrary.TryLoad("libopenh264.so.7", out _) ? null : "OpenH264 is not installed: apt-get install libopenh264-7.";
}
