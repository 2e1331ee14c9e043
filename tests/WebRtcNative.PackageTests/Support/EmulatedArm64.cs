namespace WebRtcNative.PackageTests;

/// <summary>Linux on arm64, emulated by qemu-user on x64, where the library for it was cross-compiled.</summary>
internal static class EmulatedArm64
{
    private const string Qemu = "/usr/bin/qemu-aarch64";

    /// <summary>The C library that the native library was compiled against. No libstdc++ is in it, so that .NET's own runtime
    /// cannot be run there.</summary>
    public static string Sysroot { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "webrtcnative", "sysroot", "linux-arm64");

    /// <summary>LLVM's, of the release that compiled the engine: it links for any processor.</summary>
    public static string[] Linker { get; } =
        ["-p:CppCompilerAndLinker=clang-22", "-p:LinkerFlavor=lld", "-p:ObjCopyName=llvm-objcopy-22"];

    /// <summary>Why it cannot be used; null when it can.</summary>
    public static string? Missing { get; } =
        PackedFiles.Rid != "linux-x64" ? "Cross-compiling and qemu are tried on Linux on x64 only." :
        !File.Exists(Path.Combine(PackedFiles.Artifacts, "native", "linux-arm64", "libwebrtcnative.so"))
            ? "The library for linux-arm64 was not made: docs/platforms.md says how." :
        !File.Exists(Qemu) ? "Debian's qemu-user is not installed." : null;

    public static Task<ProgramRun> RunAsync(SmokeProgram program) =>
        ProgramRun.StartAsync(Qemu, ["-L", Sysroot, program.Executable]);
}
