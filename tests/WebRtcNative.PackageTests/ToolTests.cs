using System.Diagnostics;
using System.IO.Compression;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.PackageTests;

/// <summary>The packed .NET tools, installed from the packed files.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("webrtcnative-tool-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The licences of the libraries ask for it.</summary>
    [Fact]
    public void WebRtcSignaling_Libraries_HaveTheirNotices()
    {
        using var zip = ZipFile.OpenRead(PackedFiles.Package("webrtc-signaling"));
        using var notices = new StreamReader(zip.GetEntry("THIRD-PARTY-NOTICES.txt")!.Open());
        var text = notices.ReadToEnd();

        var others = zip.Entries.Select(entry => entry.Name)
            .Where(name => name.EndsWith(".dll", StringComparison.Ordinal) && !name.StartsWith("webrtc", StringComparison.OrdinalIgnoreCase));
        Assert.All(others, name => Assert.Contains($"\n{Path.GetFileNameWithoutExtension(name)} ", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WebRtcSignaling_Installed_ListensAndIsHealthy()
    {
        // A source alone, so that no other package of the name is taken.
        var installing = await ProgramRun.StartAsync(
            "dotnet", "tool", "install", "webrtc-signaling", "--version", PackedFiles.Version, "--tool-path", _folder, "--source", PackedFiles.Folder,
            "--no-cache");
        Assert.True(installing.ExitCode == 0, installing.Output);
        var start = new ProcessStartInfo(Path.Combine(_folder, "webrtc-signaling"), ["--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true };

        using var server = Process.Start(start)!;
        try
        {
            using var late = new CancellationTokenSource(Wait.ProgramDeadline);
            var line = "";
            while (line?.StartsWith("Listening on ", StringComparison.Ordinal) == false)
                line = await server.StandardOutput.ReadLineAsync(late.Token);
            Assert.NotNull(line);
            using var http = new HttpClient();
            Assert.Equal("Healthy", await http.GetStringAsync(new Uri($"{line.Split(' ')[2]}/health"), late.Token));
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }
}
