using System.Text.Json;

namespace WebRtcNative.SampleTests.Tool;

/// <summary>chat, stats and bench between processes.</summary>
public sealed class MeetingTests
{
    [Fact]
    public async Task Chat_TwoProcessesAndStats_LinesAndFiguresArrive()
    {
        await using var server = await ToolSignaling.StartAsync();
        using var alice = new ToolRun(["chat", "our room", "--name", "Alice", .. server.Options]);
        using var bob = new ToolRun(["chat", "our room", "--name", "Bob", .. server.Options]);
        await alice.ReadUntilAsync("Bob is here");
        await bob.ReadUntilAsync("Alice is here");

        var stats = await ToolRun.RunAsync("", ["stats", "our room", "--json", "--count", "1", "--every", "0.1", .. server.Options]);
        await alice.TypeAsync("Grüße, 你好 \u001b[31m");
        alice.EndInput();
        (await alice.EndAsync()).AssertExitCode(0);
        await bob.ReadUntilAsync("Alice is gone");
        bob.EndInput();
        var end = await bob.EndAsync();

        end.AssertExitCode(0);
        Assert.Contains("Alice: Grüße, 你好 \uFFFD[31m", end.Output, StringComparison.Ordinal);
        stats.AssertExitCode(0);
        using var report = JsonDocument.Parse(stats.Output.Split('\n')[0]);
        Assert.Contains(report.RootElement.GetProperty("stats").EnumerateObject(), one => one.Value.GetProperty("type").GetString() == "data-channel");
    }

    [Fact]
    public async Task Chat_NobodyInTheRoom_SaysSo()
    {
        await using var server = await ToolSignaling.StartAsync();
        using var mistyped = new ToolRun(["chat", "our-rooom", .. server.Options]);
        await mistyped.ReadUntilAsync("Nobody else is in this room yet. Where someone waits already, the room has another code.");
        using var second = new ToolRun(["chat", "our-rooom", .. server.Options]);
        await second.ReadUntilAsync("is here");
        using var ofNoName = new ToolRun(["send", "-", .. server.Options]);
        await ofNoName.ReadUntilAsync("Waiting");

        Assert.DoesNotContain("Nobody", second.Remarks + ofNoName.Remarks, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bench_BetweenTwoProcesses_PrintsFigures()
    {
        await using var server = await ToolSignaling.StartAsync();
        using var first = new ToolRun(["bench", "--seconds", "0.1", "our-room", .. server.Options]);
        await first.ReadUntilAsync("There: ");

        var second = await ToolRun.RunAsync("", ["bench", "--seconds", "0.1", "our-room", .. server.Options]);

        second.AssertExitCode(0);
        (await first.EndAsync()).AssertExitCode(0);
        Assert.Matches(@"round trip, 64 B +│ [\d.]+ [um]s", second.Output);
        Assert.Matches(@"16\.4 kB messages +│ [1-9]", second.Output);
    }

    [Fact]
    public async Task Bench_InOneProcess_PrintsFigures()
    {
        var end = await ToolRun.RunAsync("", "bench", "--seconds", "0.1");

        end.AssertExitCode(0);
        Assert.Contains("two peers in one process", end.Output, StringComparison.Ordinal);
    }
}
