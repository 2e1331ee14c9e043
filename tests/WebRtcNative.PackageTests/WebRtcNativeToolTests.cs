namespace WebRtcNative.PackageTests;

/// <summary>webrtcnative, installed from the packed file alone.</summary>
public sealed class WebRtcNativeToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("webrtcnative-tool-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Tool_Installed_FindsItsNativeLibraryAndConnectsTwoPeers()
    {
        // No other source: a package of this name from elsewhere proves nothing.
        var install = await ProgramRun.StartAsync(
            "dotnet", "tool", "install", "WebRtcNative.Tool", "--version", PackedFiles.Version, "--tool-path", _folder, "--source", PackedFiles.Folder,
            "--no-cache");
        Assert.True(install.ExitCode == 0, install.Output);
        var tool = Path.Combine(_folder, OperatingSystem.IsWindows() ? "webrtcnative.exe" : "webrtcnative");

        var doctor = await ProgramRun.StartAsync(tool, "doctor");
        var bench = await ProgramRun.StartAsync(tool, "bench", "--seconds", "0.1");
        var version = await ProgramRun.StartAsync(tool, "--version");

        Assert.True(doctor.ExitCode == 0, doctor.Output);
        Assert.Contains($"/runtimes/{PackedFiles.Rid}/native/", doctor.Output.Replace('\\', '/'), StringComparison.Ordinal);
        Assert.Contains("two peers in this process connected", doctor.Output, StringComparison.Ordinal);
        Assert.True(bench.ExitCode == 0, bench.Output);
        Assert.Contains(PackedFiles.Version, version.Output, StringComparison.Ordinal);
    }
}
