using System.Security.Cryptography;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.SampleTests.Tool;

/// <summary>Files and pipes between two processes.</summary>
public sealed class TransferTests : IDisposable
{
    private const int Size = 96 * 1024 * 1024;

    private readonly string _folder = Directory.CreateTempSubdirectory("webrtcnative-tool-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Send_TwoFilesWithItsOwnServer_BothArrive()
    {
        var (one, other) = (MakeFile("one", 3_000_000), MakeFile("empty", 0));
        using var sender = new ToolRun("send", one, other, "--serve", "0");
        var room = await sender.ReadRoomAsync();
        var server = (await sender.ReadUntilAsync("--server ")).Split("--server ")[1];

        var received = await ToolRun.RunAsync("", "receive", room, "--server", server, "-d", Received);

        received.AssertExitCode(0);
        var sent = await sender.EndAsync();
        sent.AssertExitCode(0);
        AssertSame(one);
        AssertSame(other);
        Assert.Equal(SafetyCode(sent), SafetyCode(received));
    }

    [Fact]
    public async Task Send_AFolder_ArrivesFileByFileWithItsFolders()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "photos", "2026", "Grüße"));
        string[] files = ["photos/a", "photos/2026/b", "photos/2026/Grüße/c", "photos/2026/Grüße/empty"];
        foreach (var file in files)
            MakeFile(file, file.EndsWith("empty", StringComparison.Ordinal) ? 0 : 200_000);
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "link"), "/etc/hostname");
        Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "circle"), _folder);

        var (sent, received) = await TransferAsync(Path.Combine(_folder, "photos") + '/');

        sent.AssertExitCode(0);
        received.AssertExitCode(0);
        Assert.Contains("photos/2026/b: 200.0 kB", received.Remarks, StringComparison.Ordinal);
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, file)), File.ReadAllBytes(Path.Combine(Received, file))));
        Assert.Equal(files.Length, Directory.GetFiles(Received, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Receive_KilledAndStartedAgain_ContinuesWhereItWas()
    {
        var file = MakeFile("large", Size);
        await using var server = await SignalingAsync();
        using var sender = new ToolRun(["send", file, .. server.Options]);
        var room = await sender.ReadRoomAsync();
        await ToolRun.KilledAtAsync("25 %", ["receive", room, "-d", Received, .. server.Options]);
        var part = new FileInfo(Path.Combine(Received, "large.part")).Length;
        Assert.InRange(part, Size / 8, Size - 1); // the last pieces were not written yet

        var second = await ToolRun.RunAsync("", ["receive", room, "-d", Received, .. server.Options]);

        second.AssertExitCode(0);
        (await sender.EndAsync()).AssertExitCode(0);
        Assert.Contains($"from {part} on", second.Remarks, StringComparison.Ordinal);
        AssertSame(file);
    }

    [Fact]
    public async Task Send_KilledAndStartedAgain_ContinuesWhereItWas()
    {
        var file = MakeFile("large", Size);
        await using var server = await SignalingAsync();
        using var receiver = new ToolRun(["receive", "-d", Received, .. server.Options]);
        var room = await receiver.ReadRoomAsync();
        await ToolRun.KilledAtAsync("25 %", ["send", file, "--room", room, .. server.Options]);

        var second = await ToolRun.RunAsync("", ["send", file, "--room", room, .. server.Options]);

        second.AssertExitCode(0);
        (await receiver.EndAsync()).AssertExitCode(0);
        Assert.Matches(@"large, 100\.7 MB, from [1-9]\d+ on", second.Remarks);
        AssertSame(file);
    }

    [Fact]
    public async Task Send_AfterOtherBytesOfThatName_BeginsAnew()
    {
        var file = MakeFile("changed", 500_000);
        Directory.CreateDirectory(Received);
        await File.WriteAllBytesAsync(Path.Combine(Received, "changed.part"), new byte[600_000]);

        var (sent, received) = await TransferAsync(file);

        sent.AssertExitCode(0);
        received.AssertExitCode(0);
        AssertSame(file);
    }

    [Fact]
    public async Task Receive_WhereAnotherFileHasTheName_RefusesAndKeepsIt()
    {
        var file = MakeFile("taken", 1000);
        Directory.CreateDirectory(Received);
        await File.WriteAllTextAsync(Path.Combine(Received, "taken"), "mine");

        var (sent, received) = await TransferAsync(file);

        sent.AssertExitCode(1);
        received.AssertExitCode(1);
        Assert.Contains("exists already", sent.Remarks, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(Received, "taken")));
    }

    [Fact]
    public async Task Send_OfAPipe_ArrivesInAPipe()
    {
        var content = RandomNumberGenerator.GetBytes(2_000_000);
        await using var server = await SignalingAsync();
        using var sender = new ToolRun(["send", "-", .. server.Options]);
        using var receiver = new ToolRun(["receive", await sender.ReadRoomAsync(), "-d", "-", .. server.Options]);
        await sender.Input.WriteAsync(content);
        sender.EndInput();

        var received = await receiver.EndAsync();

        received.AssertExitCode(0);
        (await sender.EndAsync()).AssertExitCode(0);
        Assert.Equal(content, received.Bytes);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Send_InterruptedWhileItWaits_EndsCleanly(string signal, int exitCode)
    {
        using var sender = new ToolRun("send", MakeFile("file", 10), "--serve", "0");
        await sender.ReadUntilAsync("Waiting");

        sender.Signal(signal);

        var end = await sender.EndAsync();
        end.AssertExitCode(exitCode);
        Assert.DoesNotContain("xception", end.Remarks, StringComparison.Ordinal);
    }

    private string Received => Path.Combine(_folder, "received");

    private static string SafetyCode(ToolEnd end) =>
        end.Remarks.Split('\n').Single(line => line.StartsWith("Safety code", StringComparison.Ordinal)).Split(": ")[1];

    private static Task<ToolSignaling> SignalingAsync() => ToolSignaling.StartAsync();

    private async Task<(ToolEnd Sent, ToolEnd Received)> TransferAsync(string file)
    {
        await using var server = await SignalingAsync();
        using var sender = new ToolRun(["send", file, .. server.Options]);
        var received = await ToolRun.RunAsync("", ["receive", await sender.ReadRoomAsync(), "-d", Received, .. server.Options]);
        return (await sender.EndAsync(), received);
    }

    private string MakeFile(string name, int size)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, RandomNumberGenerator.GetBytes(size));
        return path;
    }

    private void AssertSame(string file) => Assert.Equal(
        Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))),
        Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(Received, Path.GetFileName(file))))));
}
