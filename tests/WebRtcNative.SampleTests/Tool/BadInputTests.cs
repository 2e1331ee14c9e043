namespace WebRtcNative.SampleTests.Tool;

/// <summary>Wrong arguments and files: one line, and exit code 2.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("doctor", "--nonsense")]
    [InlineData("doctor", "--ice", "http://example.org")]
    [InlineData("doctor", "--timeout", "soon")]
    [InlineData("send", "/no/such/file", "--serve", "0")]
    [InlineData("send", "/etc/hostname", "--server", "example.org")]
    [InlineData("receive", "ROOM")]
    [InlineData("bench", "--seconds", "NaN")]
    [InlineData("sdp", "/no/such/file")]
    [InlineData("call", "--seconds", "0")]
    [InlineData("play", "/no/such/file.wav")]
    [InlineData("play", "/etc/hostname")]
    [InlineData("play", "one.wav", "two.wav")]
    [InlineData("record", "/tmp")]
    [InlineData("completion", "fish")]
    public async Task Command_WithBadInput_FailsInOneLine(params string[] arguments)
    {
        var end = await ToolRun.RunAsync("", arguments);

        end.AssertFailed(2);
    }

    [Fact]
    public async Task Receive_WithoutItsServer_FailsInOneLine()
    {
        var end = await ToolRun.RunAsync("", "receive", "ROOM", "--server", "http://127.0.0.1:9/signaling");

        end.AssertExitCode(3);
        Assert.DoesNotContain("   at ", end.Remarks, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_NamesEveryCommand()
    {
        var end = await ToolRun.RunAsync("", "--help");

        end.AssertExitCode(0);
        Assert.All(
            ["doctor", "send", "receive", "chat", "call", "record", "play", "stats", "bench", "sdp", "candidates", "completion"],
            command => Assert.Contains($"    {command}", end.Output, StringComparison.Ordinal));
    }
}
