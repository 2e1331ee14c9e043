using WebRtcNative.Interop;
using Xunit;

namespace WebRtcNative.Tests.Interop;

/// <summary>A test of versions that only glibc has; skipped on musl.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GlibcFactAttribute : FactAttribute
{
    public GlibcFactAttribute() =>
        Skip = CLibrary.Current().Kind == CLibraryKind.Glibc ? null : "Libraries say which glibc they need, but not which musl.";
}
