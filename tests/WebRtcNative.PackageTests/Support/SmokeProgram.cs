namespace WebRtcNative.PackageTests;

/// <summary>The smoke test, ready to run.</summary>
/// <param name="Form">How it was made.</param>
/// <param name="Rid">The platform that it is for.</param>
/// <param name="Folder">All of it.</param>
internal sealed record SmokeProgram(ProgramForm Form, string Rid, string Folder)
{
    private static string LibraryName { get; } =
        OperatingSystem.IsWindows() ? "libwebrtcnative.dll" : OperatingSystem.IsMacOS() ? "libwebrtcnative.dylib" : "libwebrtcnative.so";

    /// <summary>The native library that it runs with.</summary>
    public string Library => Form is ProgramForm.PlainBuild or ProgramForm.DataOnlyBuild
        ? Path.Combine(Folder, "runtimes", Rid, "native", LibraryName)
        : Path.Combine(Folder, LibraryName);

    public string Executable => Path.Combine(Folder, OperatingSystem.IsWindows() ? "SmokeTest.exe" : "SmokeTest");

    public Task<ProgramRun> RunAsync() => ProgramRun.StartAsync(Executable);

    /// <summary>Another one like it, whose files may be broken.</summary>
    public SmokeProgram Copy(string folder)
    {
        foreach (var file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return this with { Folder = folder };
    }
}
