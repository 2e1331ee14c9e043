using System.Diagnostics;
using System.Reflection;

namespace WebRtcNative.SampleTests;

/// <summary>The programs beside this one, with the native library for musl, run on the system that build/musl/root.sh has made.</summary>
internal sealed class MuslPrograms : IDisposable
{
    private static readonly string s_library = Metadata("MuslLibrary");
    private static readonly string s_run = Metadata("MuslRun");
    private static readonly string s_root = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "webrtcnative", "roots", "musl");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("webrtcnative-musl-");

    public MuslPrograms()
    {
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory))
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        File.Copy(s_library, Path.Combine(_folder.FullName, "libwebrtcnative.so"), overwrite: true);
    }

    /// <summary>Why there can be none; null when there can.</summary>
    public static string? Missing { get; } =
        !File.Exists(s_library) ? "The library for linux-musl-x64 was not made: docs/platforms.md says how." :
        !Directory.Exists(s_root) ? "The system with musl was not made: ./build.sh --target=Musl does." :
        !Environment.IsPrivilegedProcess ? "Only the user root may change into another root." : null;

    public RunningProgram Start(string name, params string[] arguments) =>
        new(new ProcessStartInfo(s_run, ["dotnet", PathOf(name), .. arguments]));

    public Task<ProgramRun> RunAsync(string name, params string[] arguments) =>
        ProgramRun.StartAsync(s_run, ["dotnet", PathOf(name), .. arguments]);

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string name) => Path.Combine(_folder.FullName, $"{name}.dll");

    private static string Metadata(string key) => typeof(MuslPrograms).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
