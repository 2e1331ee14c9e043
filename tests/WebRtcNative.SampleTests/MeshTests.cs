using WebRtcNative.Tests.Support;

namespace WebRtcNative.SampleTests;

public sealed class MeshTests
{
    /// <summary>In four terminals.</summary>
    [Fact]
    public async Task ThreePlayers_SeeEachOther_AndThatOneLeavesAndComesBack()
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        var (server, address) = await RunningProgram.StartSignalingAsync(late.Token);
        using var _ = server;
        RunningProgram Join(int player) => RunningProgram.StartOwn("Mesh", address, "arena", $"{player}");
        using var first = Join(0);
        using var second = Join(1);
        using var third = Join(2);

        await first.ReadUntilAsync("1 is at <", late.Token);
        await first.ReadUntilAsync("2 is at <", late.Token);
        await second.ReadUntilAsync("0 is at <", late.Token);
        await second.ReadUntilAsync("2 is at <", late.Token);
        await third.ReadUntilAsync("0 is at <", late.Token);
        await third.ReadUntilAsync("1 is at <", late.Token);

        third.Terminate();
        Assert.Equal(0, await third.WaitForExitAsync(late.Token));
        await first.ReadUntilAsync("2 has left", late.Token);
        await second.ReadUntilAsync("2 has left", late.Token);

        using var again = Join(2);
        await first.ReadUntilAsync("2 is at <", late.Token);
        await again.ReadUntilAsync("1 is at <", late.Token);
    }
}
