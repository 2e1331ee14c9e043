using System.Security.Cryptography;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.SampleTests;

/// <summary>One peer on musl, the other on this system.</summary>
public sealed class MuslTests
{
    private const int FileSize = 16 * 1024 * 1024;

    [MuslTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FileDrop_FromOneSystemToTheOther_TheFileArrivesWhole(bool muslSends)
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        using var programs = new MuslPrograms();
        var (server, address) = await RunningProgram.StartSignalingAsync(late.Token);
        using var _ = server;
        var folder = Directory.CreateTempSubdirectory("webrtcnative-drop-");
        try
        {
            var file = Path.Combine(folder.FullName, "file.bin");
            var received = Path.Combine(folder.FullName, "received");
            var content = RandomNumberGenerator.GetBytes(FileSize);
            await File.WriteAllBytesAsync(file, content, late.Token);

            string[] meeting = ["--url", address, "--room", "systems"];
            var runs = await Task.WhenAll(
                RunAsync(onMusl: !muslSends, ["receive", .. meeting, "--directory", received]),
                RunAsync(onMusl: muslSends, ["send", .. meeting, "--file", file]));

            Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.Output));
            var arrived = await File.ReadAllBytesAsync(Path.Combine(received, "file.bin"), late.Token);
            Assert.True(content.AsSpan().SequenceEqual(arrived), $"{arrived.Length} other bytes came.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Task<ProgramRun> RunAsync(bool onMusl, string[] arguments) => onMusl
            ? programs.RunAsync("FileDrop", arguments)
            : ProgramRun.StartAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "FileDrop.dll"), .. arguments]);
    }
}
