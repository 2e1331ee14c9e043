namespace WebRtcNative.PackageTests;

/// <summary>A small system with musl and with .NET's runtime for it, made by build/musl/root.sh before the tests.</summary>
internal static class MuslSystem
{
    public const string Rid = "linux-musl-x64";

    /// <summary>Why it cannot be used; null when it can.</summary>
    public static string? Missing { get; } =
        PackedFiles.Rid != "linux-x64" ? "The system with musl is made on Linux on x64 only." :
        !File.Exists(Path.Combine(PackedFiles.Artifacts, "native", Rid, "libwebrtcnative.so"))
            ? "The library for linux-musl-x64 was not made: docs/platforms.md says how." :
        !Environment.IsPrivilegedProcess ? "Only the user root may change into another root." : null;

    public static Task<ProgramRun> RunAsync(SmokeProgram program) => program.Form is ProgramForm.PlainBuild or ProgramForm.DataOnlyBuild
        ? ProgramRun.StartAsync(PackedFiles.MuslRun, "dotnet", $"{program.Executable}.dll")
        : ProgramRun.StartAsync(PackedFiles.MuslRun, program.Executable);
}
