using WebRtcNative.Tests.Support;

namespace WebRtcNative.SampleTests;

public sealed class AwaitChatTests
{
    [Fact]
    public async Task Demo_BothLines_Arrive()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "AwaitChat.dll");

        var run = await ProgramRun.StartAsync("dotnet", program, "demo");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Hello, Alice.", run.Output, StringComparison.Ordinal);
        Assert.Contains("Hello, Bob.", run.Output, StringComparison.Ordinal);
    }

    /// <summary>As two people do it in two terminals.</summary>
    [Fact]
    public async Task TwoProcesses_ThroughSignaling_EveryLineArrivesAndBothEnd()
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        var (server, address) = await RunningProgram.StartSignalingAsync(late.Token);
        using var _ = server;
        using var alice = new RunningProgram("AwaitChat", address, "our room");
        using var bob = new RunningProgram("AwaitChat", address, "our room");

        await alice.TypeAsync("Hello, Bob.");
        Assert.Equal("> Hello, Bob.", await bob.ReadLineAsync(late.Token));
        await bob.TypeAsync("Hello, Alice. Grüße, 你好, 👋");
        Assert.Equal("> Hello, Alice. Grüße, 你好, 👋", await alice.ReadLineAsync(late.Token));
        await alice.TypeAsync("Bye.");
        alice.EndInput();

        Assert.Equal("> Bye.", await bob.ReadLineAsync(late.Token));
        Assert.Null(await bob.ReadLineAsync(late.Token));
        Assert.Equal(0, await alice.WaitForExitAsync(late.Token));
        Assert.Equal(0, await bob.WaitForExitAsync(late.Token));
    }
}
