using System.Security.Cryptography;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.SampleTests;

/// <summary>samples/FileDrop sends a file, and the two peers are on different systems.</summary>
internal static class FileBetweenSystems
{
    private const int FileSize = 16 * 1024 * 1024;

    /// <param name="sender">Null is this machine's own system.</param>
    /// <param name="receiver">Null too.</param>
    /// <returns>When the file has arrived whole.</returns>
    public static async Task DropAsync(OtherSystem? sender, OtherSystem? receiver)
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
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
            using var failed = new CancellationTokenSource();
            var runs = await Task.WhenAll(
                RunAsync(receiver, ["receive", .. meeting, "--directory", received], failed),
                RunAsync(sender, ["send", .. meeting, "--file", file], failed));

            Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.Output));
            var arrived = await File.ReadAllBytesAsync(Path.Combine(received, "file.bin"), late.Token);
            Assert.True(content.AsSpan().SequenceEqual(arrived), $"{arrived.Length} other bytes came.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // After a failure of one, the other would wait in vain.
    private static async Task<ProgramRun> RunAsync(OtherSystem? system, string[] arguments, CancellationTokenSource failed)
    {
        var run = await RunAsync(system, arguments, failed.Token);
        if (run.ExitCode != 0)
            await failed.CancelAsync();
        return run;
    }

    private static async Task<ProgramRun> RunAsync(OtherSystem? system, string[] arguments, CancellationToken stop)
    {
        if (system == null)
            return await ProgramRun.StartAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "FileDrop.dll"), .. arguments], stop);
        using var programs = new SystemPrograms(system);
        return await programs.RunAsync("FileDrop", arguments, stop);
    }
}
