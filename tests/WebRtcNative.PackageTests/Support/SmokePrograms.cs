using System.Collections.Concurrent;

namespace WebRtcNative.PackageTests;

/// <summary>The smoke test in all its forms, each made once, outside of the repository and from the packed files.</summary>
public sealed class SmokePrograms : IDisposable
{
    private readonly ConcurrentDictionary<(ProgramForm Form, string Rid), Lazy<Task<SmokeProgram>>> _programs = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("webrtcnative-smoke-").FullName;

    /// <summary>Where packages are restored to: not where those of other builds are, which may be older ones of the same version.</summary>
    public static string PackagesFolder { get; } = Path.Combine(PackedFiles.Artifacts, "smoke", "nuget");

    /// <summary>Older ones of the same version go first.</summary>
    public SmokePrograms()
    {
        foreach (var older in Directory.Exists(PackagesFolder) ? Directory.GetDirectories(PackagesFolder, "webrtc*") : [])
            Directory.Delete(older, recursive: true);
    }

    internal Task<SmokeProgram> GetAsync(ProgramForm form) => GetAsync(form, PackedFiles.Rid);

    internal Task<SmokeProgram> GetAsync(ProgramForm form, string rid) =>
        _programs.GetOrAdd((form, rid), _ => new(() => MakeAsync(form, rid))).Value;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<SmokeProgram> MakeAsync(ProgramForm form, string rid)
    {
        var project = Path.Combine(_folder, $"{form}-{rid}");
        var output = Path.Combine(project, "output");
        Directory.CreateDirectory(project);
        var source = form == ProgramForm.Signaling ? PackedFiles.SignalingSmokeTest : PackedFiles.SmokeTest;
        foreach (var file in Directory.GetFiles(source))
            File.Copy(file, Path.Combine(project, Path.GetFileName(file)));

        string[] arguments =
        [
            .. Arguments(form, rid), Path.Combine(project, "SmokeTest.csproj"), "--configuration", "Release", "--output", output,
            "--nologo", "--disable-build-servers", $"-p:PackedVersion={PackedFiles.Version}",
            $"-p:RestoreAdditionalProjectSources={PackedFiles.Folder}", $"-p:RestorePackagesPath={PackagesFolder}",
        ];
        var making = await ProgramRun.StartAsync("dotnet", arguments);
        Assert.True(making.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{making.Output}");
        Assert.DoesNotContain(": warning ", making.Output, StringComparison.Ordinal);
        return new SmokeProgram(form, rid, output);
    }

    private static string[] Arguments(ProgramForm form, string rid) => form switch
    {
        ProgramForm.PlainBuild or ProgramForm.Signaling => ["build"],
        ProgramForm.Hosting => ["publish", "--runtime", rid, "-p:Hosting=true", "-p:PublishAot=true"],
        ProgramForm.Net8 =>
            ["publish", "--runtime", rid, "--self-contained", "-p:Framework=net8.0", "-p:Hosting=true"],
        ProgramForm.FrameworkDependent => ["publish", "--runtime", rid, "--no-self-contained"],
        ProgramForm.SingleFile => ["publish", "--runtime", rid, "--self-contained", "-p:PublishSingleFile=true"],
        ProgramForm.SelfExtracting =>
            ["publish", "--runtime", rid, "--self-contained", "-p:PublishSingleFile=true", "-p:IncludeNativeLibrariesForSelfExtract=true"],
        ProgramForm.Trimmed => ["publish", "--runtime", rid, "--self-contained", "-p:PublishTrimmed=true"],
        ProgramForm.DataOnlyBuild => ["build", "-p:DataOnly=true"],
        ProgramForm.DataOnlyPublished => ["publish", "--runtime", rid, "--no-self-contained", "-p:DataOnly=true"],
        ProgramForm.NativeAotForOlder =>
            ["publish", "--runtime", rid, "-p:PublishAot=true", $"-p:SysRoot={OldestSystem.Sysroot}"],
        ProgramForm.NativeAotForArm64 =>
            ["publish", "--runtime", rid, "-p:PublishAot=true", $"-p:SysRoot={Arm64System.Sysroot}", .. Arm64System.Linker],
        _ => ["publish", "--runtime", rid, "-p:PublishAot=true"],
    };
}
