namespace WebRtcNative.PackageTests;

/// <summary>Linux on arm64, emulated by qemu-user on x64, with .NET's runtime for it, made by build/arm64/root.sh before the tests.</summary>
internal static class Arm64System
{
    public const string Rid = "linux-arm64";

    /// <summary>The C library that the native library was compiled against.</summary>
    public static string Sysroot { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "webrtcnative", "sysroot", Rid);

    /// <summary>LLVM's, of the release that compiled the engine: it links for any processor.</summary>
    public static string[] Linker { get; } =
        ["-p:CppCompilerAndLinker=clang-22", "-p:LinkerFlavor=lld", "-p:ObjCopyName=llvm-objcopy-22"];

    /// <summary>Why it cannot be used; null when it can.</summary>
    public static string? Missing { get; } =
        PackedFiles.Rid != "linux-x64" ? "Cross-compiling and qemu are tried on Linux on x64 only." :
        !File.Exists(Path.Combine(PackedFiles.Artifacts, "native", Rid, "libwebrtcnative.so"))
            ? "The library for linux-arm64 was not made: docs/platforms.md says how." :
        !File.Exists("/usr/bin/qemu-aarch64") ? "Debian's qemu-user is not installed." : null;

    public static Task<ProgramRun> RunAsync(SmokeProgram program) => program.Form == ProgramForm.PlainBuild
        ? ProgramRun.StartAsync(Path.Combine(PackedFiles.Arm64Scripts, "dotnet.sh"), $"{program.Executable}.dll")
        : ProgramRun.StartAsync(Path.Combine(PackedFiles.Arm64Scripts, "run.sh"), program.Executable);
}
