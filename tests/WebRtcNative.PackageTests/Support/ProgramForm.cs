namespace WebRtcNative.PackageTests;

/// <summary>The ways in which .NET makes a program of the same source.</summary>
public enum ProgramForm
{
    /// <summary>dotnet build, for no platform in particular: native libraries stay in runtimes/.</summary>
    PlainBuild,

    /// <summary>Compiled ahead of time, with dependency injection and configuration, from the package WebRtcNative.Hosting.</summary>
    Hosting,

    /// <summary>For .NET 8, which it brings with it, from the package WebRtcNative.Hosting.</summary>
    Net8,

    /// <summary>dotnet build of another program, from the packages WebRtcNative.Signaling and WebRtcNative.Signaling.Server.</summary>
    Signaling,

    /// <summary>Published for one platform, to run with the .NET of the machine.</summary>
    FrameworkDependent,

    /// <summary>One file with .NET in it, and the native library beside it.</summary>
    SingleFile,

    /// <summary>One file with .NET and the native library in it, which unpacks itself.</summary>
    SelfExtracting,

    /// <summary>With .NET, without its unused parts.</summary>
    Trimmed,

    /// <summary>Compiled ahead of time.</summary>
    NativeAot,

    /// <summary>dotnet build with the package WebRtcNative.DataOnly.</summary>
    DataOnlyBuild,

    /// <summary>Published for one platform with the package WebRtcNative.DataOnly.</summary>
    DataOnlyPublished,

    /// <summary>Compiled ahead of time against the C library of the oldest supported system.</summary>
    NativeAotForOlder,

    /// <summary>Compiled ahead of time on x64 for Linux on arm64.</summary>
    NativeAotForArm64,
}
