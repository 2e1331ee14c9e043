using System.Diagnostics;
using System.Net;
using System.Text;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.PackageTests;

/// <summary>dotnet new, from the packed templates and libraries alone.</summary>
[Collection(SmokeProgramTests.Name)]
public sealed class TemplateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("webrtcnative-template-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("webrtc-console", "Bob heard: Hello, Bob.")]
    [InlineData("webrtc-game", "They saw each other.")]
    public async Task Program_OfATemplate_BuildsAndConnects(string template, string expected)
    {
        var run = await ProgramRun.StartAsync("dotnet", await MakeAsync(template));

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("webrtc-server", "health", "Healthy")]
    [InlineData("webrtc-page", "", "<title>Program</title>")]
    public async Task Server_OfATemplate_BuildsAndAnswers(string template, string path, string expected)
    {
        var program = await MakeAsync(template);
        var start = new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.Combine(_folder, "Program"), // where the page is
        };
        using var server = Process.Start(start)!;
        try
        {
            using var late = new CancellationTokenSource(Wait.ProgramDeadline);
            using var http = new HttpClient { BaseAddress = await ReadAddressAsync(server, late.Token) };
            Assert.Contains(expected, await http.GetStringAsync(new Uri(path, UriKind.Relative), late.Token), StringComparison.Ordinal);
            using var offer = new StringContent("""{"type":"offer","sdp":"nonsense"}""", Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri("offer", UriKind.Relative), offer, late.Token);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode); // of the engine: it is loaded
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    private static async Task<Uri> ReadAddressAsync(Process server, CancellationToken late)
    {
        const string Listening = "Now listening on: ";
        while (await server.StandardOutput.ReadLineAsync(late) is { } line)
        {
            if (line.Contains(Listening, StringComparison.Ordinal))
                return new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]);
        }
        throw new EndOfStreamException("The server ended before it listened.");
    }

    /// <summary>The program's file.</summary>
    private async Task<string> MakeAsync(string template)
    {
        string[] hive = ["--debug:custom-hive", Path.Combine(_folder, "hive")]; // not the user's own templates
        await RunAsync(["new", "install", PackedFiles.Package("WebRtcNative.Templates"), .. hive]);
        await RunAsync(["new", template, "--output", Path.Combine(_folder, "Program"), .. hive]);
        var output = Path.Combine(_folder, "output");
        await RunAsync(
            "build", Path.Combine(_folder, "Program"), "--configuration", "Release", "--output", output, "--nologo", "--disable-build-servers",
            "-p:TreatWarningsAsErrors=true", "-p:WarningsNotAsErrors=NU1900", $"-p:RestoreAdditionalProjectSources={PackedFiles.Folder}",
            $"-p:RestorePackagesPath={SmokePrograms.PackagesFolder}");
        return Path.Combine(output, "Program.dll");
    }

    private static async Task RunAsync(params string[] arguments)
    {
        var run = await ProgramRun.StartAsync("dotnet", arguments);
        Assert.True(run.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{run.Output}");
    }
}
