namespace WebRtcNative.SampleTests;

public sealed class AotPairTests(AotPairProgram program) : IClassFixture<AotPairProgram>
{
    [Fact]
    public void Publish_AheadOfTime_HasNoWarnings()
    {
        Assert.True(program.Publishing.ExitCode == 0, program.Publishing.Output);
        Assert.DoesNotContain("warning", program.Publishing.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Run_AheadOfTime_ConnectsTalksAndCounts()
    {
        Assert.True(program.Publishing.ExitCode == 0, program.Publishing.Output);

        var run = await ProgramRun.StartAsync(program.Path);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Polled: Hello, Bob. Hello, Alice.", run.Output, StringComparison.Ordinal);
        Assert.Contains("Awaited: Hello, Bob. Hello, Alice. 1 sent, 1 received", run.Output, StringComparison.Ordinal);
        Assert.Contains("All well, without a compiler", run.Output, StringComparison.Ordinal);
    }
}
