namespace WebRtcNative.PackageTests;

/// <summary>Wine, with .NET's runtime for Windows, both made by build/windows before the tests.</summary>
internal static class WindowsSystem
{
    public const string Rid = "win-x64";

    /// <summary>Why it cannot be used; null when it can.</summary>
    public static string? Missing { get; } =
        PackedFiles.Rid != "linux-x64" ? "The library for Windows is made on Linux on x64 only." :
        !File.Exists(Path.Combine(PackedFiles.Artifacts, "native", Rid, "libwebrtcnative.dll"))
            ? "The library for win-x64 was not made: docs/platforms.md says how." :
        !File.Exists("/usr/lib/wine/wine64") ? "wine is not installed." : null;

    public static Task<ProgramRun> RunAsync(SmokeProgram program) => program.Form == ProgramForm.Trimmed
        ? ProgramRun.StartAsync(Path.Combine(PackedFiles.WindowsScripts, "wine.sh"), $"{program.Executable}.exe")
        : ProgramRun.StartAsync(Path.Combine(PackedFiles.WindowsScripts, "dotnet.sh"), $"{program.Executable}.dll");
}
