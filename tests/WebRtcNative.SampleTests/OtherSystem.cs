using System.Reflection;

namespace WebRtcNative.SampleTests;

/// <summary>A system that programs can be run on here, besides this machine's own.</summary>
internal sealed class OtherSystem
{
    private OtherSystem(string name, string rid, string library, string root, string run)
    {
        Library = Path.Combine(Metadata("NativeArtifacts"), rid, library);
        Run = Path.Combine(Metadata("Build"), run, "dotnet.sh");
        root = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "webrtcnative", "roots", root);
        Missing =
            !File.Exists(Library) ? $"The library for {rid} was not made: docs/platforms.md says how." :
            !Path.Exists(root) ? $"The system was not made: ./build.sh --target={name} does." :
            !Environment.IsPrivilegedProcess ? "Only the user root may change into another root." : null;
    }

    /// <summary>The small system that build/musl/root.sh makes.</summary>
    public static OtherSystem Musl { get; } =
        new("Musl", "linux-musl-x64", "libwebrtcnative.so", "musl", "musl");

    /// <summary>Wine, with the .NET that build/windows/dotnet.sh makes.</summary>
    public static OtherSystem Windows { get; } =
        new("Windows", "win-x64", "libwebrtcnative.dll", "windows-dotnet/dotnet.exe", "windows");

    /// <summary>Linux on arm64, in qemu-user, with the files of build/arm64/root.sh.</summary>
    public static OtherSystem Arm64 { get; } =
        new("Arm64", "linux-arm64", "libwebrtcnative.so", "arm64/usr/share/dotnet/dotnet", "arm64");

    /// <summary>By the name of its property here, since attributes have texts alone.</summary>
    /// <param name="name">The name.</param>
    public static OtherSystem Of(string name) => name switch
    {
        nameof(Windows) => Windows,
        nameof(Musl) => Musl,
        nameof(Arm64) => Arm64,
        _ => throw new ArgumentException($"There is no system {name}.", nameof(name)),
    };

    /// <summary>Its native library.</summary>
    public string Library { get; }

    /// <summary>What starts its dotnet.</summary>
    public string Run { get; }

    /// <summary>Why it cannot be used; null when it can.</summary>
    public string? Missing { get; }

    private static string Metadata(string key) => typeof(OtherSystem).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
