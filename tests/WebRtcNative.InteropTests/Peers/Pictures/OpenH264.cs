using System.Runtime.InteropServices;

namespace WebRtcNative.InteropTests.Peers.Pictures;

/// <summary>The system's coder of H.264, which the library looks for at run time.</summary>
internal static class OpenH264
{
    /// <summary>Null where it is installed.</summary>
    public static string? WhyMissing { get; } =
        NativeLibrary.TryLoad("libopenh264.so.7", out _) ? null : "OpenH264 is not installed: apt-get install libopenh264-7.";
}
