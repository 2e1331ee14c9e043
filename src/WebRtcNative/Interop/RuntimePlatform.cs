using System.Runtime.InteropServices;

namespace WebRtcNative.Interop;

/// <summary>Platforms by the names of .NET's runtime identifiers, and those without a native library.</summary>
internal static class RuntimePlatform
{
    private const string NotBuiltYet = "WebRtcNative is not built for it yet";

    /// <summary>The system of this process, without its C library: "linux", "win", "browser" and so on.</summary>
    public static string System { get; } =
        OperatingSystem.IsWindows() ? "win" :
        OperatingSystem.IsMacCatalyst() ? "maccatalyst" : // before iOS, which it says to be too
        OperatingSystem.IsIOS() ? "ios" :
        OperatingSystem.IsTvOS() ? "tvos" :
        OperatingSystem.IsMacOS() ? "osx" :
        OperatingSystem.IsAndroid() ? "android" :
        OperatingSystem.IsFreeBSD() ? "freebsd" :
        OperatingSystem.IsBrowser() ? "browser" :
        OperatingSystem.IsWasi() ? "wasi" : "linux";

    /// <summary>The runtime identifier, such as "linux-musl-x64".</summary>
    public static string Rid(string system, Architecture architecture, CLibraryKind cLibrary) =>
        $"{system}{(system == "linux" && cLibrary == CLibraryKind.Musl ? "-musl" : "")}-{LibraryImage.Name(architecture)}";

    /// <summary>What to do on a platform that no package has a native library for; null for the others.</summary>
    public static string? AdviceWithoutLibrary(string system, Architecture architecture) => (system, architecture) switch
    {
        ("browser", _) => "A browser has WebRTC itself: call its RTCPeerConnection through JavaScript interop.",
        ("wasi", _) => "WASI has no UDP sockets for native code: run the program as a native process.",
        ("android" or "ios" or "tvos" or "maccatalyst", _) =>
            $"{NotBuiltYet}. Until then, use the system's own WebRTC (a web view has one), and WebRtcNative at the other end.",
        ("freebsd", _) => $"{NotBuiltYet}. Run the program on Linux, or compile the native library (docs/platforms.md says how).",
        ("win", Architecture.X86 or Architecture.Arm) =>
            $"{NotBuiltYet}, nor for any 32-bit process. Build the program for x64 or arm64: " +
            "<PlatformTarget>AnyCPU</PlatformTarget> and <Prefer32Bit>false</Prefer32Bit>, with 64-bit .NET.",
        ("linux", Architecture.Arm or Architecture.Armv6 or Architecture.X86) =>
            $"{NotBuiltYet}, nor for any 32-bit process. Install the 64-bit system (such as 64-bit Raspberry Pi OS) and 64-bit .NET.",
        (_, Architecture.X64 or Architecture.Arm64) => null,
        _ => $"{NotBuiltYet}. Run the program on x64 or arm64, or compile the native library (docs/platforms.md says how).",
    };
}
