using System.Diagnostics;

namespace WebRtcNative.SampleTests;

/// <summary>The programs beside this one, with the native library of another system, run there.</summary>
internal sealed class SystemPrograms : IDisposable
{
    private readonly OtherSystem _system;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("webrtcnative-system-");

    public SystemPrograms(OtherSystem system)
    {
        _system = system;
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory))
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        File.Copy(system.Library, Path.Combine(_folder.FullName, Path.GetFileName(system.Library)), overwrite: true);
    }

    public RunningProgram Start(string name, params string[] arguments) =>
        new(new ProcessStartInfo(_system.Run, [PathOf(name), .. arguments]));

    public Task<ProgramRun> RunAsync(string name, string[] arguments, CancellationToken stop) =>
        ProgramRun.StartAsync(_system.Run, [PathOf(name), .. arguments], stop);

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string name) => Path.Combine(_folder.FullName, $"{name}.dll");
}
