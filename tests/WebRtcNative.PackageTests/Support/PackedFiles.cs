using System.Reflection;
using System.Runtime.InteropServices;

namespace WebRtcNative.PackageTests;

/// <summary>What Pack has made.</summary>
internal static class PackedFiles
{
    public static string Version { get; } = Metadata("Version");

    public static string Artifacts { get; } = Metadata("Artifacts");

    public static string SmokeTest { get; } = Metadata("SmokeTest");

    /// <summary>The same for signaling.</summary>
    public static string SignalingSmokeTest { get; } = Metadata("SignalingSmokeTest");

    /// <summary>Runs a program on the system with musl.</summary>
    public static string MuslRun { get; } = Metadata("MuslRun");

    /// <summary>What runs a program for linux-arm64.</summary>
    public static string Arm64Scripts { get; } = Metadata("Arm64Scripts");

    /// <summary>What runs a program for Windows in wine.</summary>
    public static string WindowsScripts { get; } = Metadata("WindowsScripts");

    public static string Folder { get; } = Path.Combine(Artifacts, "packages");

    /// <summary>The same, compiled and packed a second time.</summary>
    public static string SecondFolder { get; } = Path.Combine(Artifacts, "packages-again");

    /// <summary>This machine's platform, in the words of packages.</summary>
    public static string Rid { get; } = $"{System()}-{RuntimeInformation.ProcessArchitecture}".ToLowerInvariant();

    public static string Package(string name, string extension = "nupkg") =>
        Path.Combine(Folder, $"{name}.{Version}.{extension}");

    private static string System() =>
        OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" :
        File.Exists("/etc/alpine-release") ? "linux-musl" : "linux";

    private static string Metadata(string key) => typeof(PackedFiles).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
