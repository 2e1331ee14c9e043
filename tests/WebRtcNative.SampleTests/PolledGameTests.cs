using System.Globalization;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.SampleTests;

public sealed class PolledGameTests
{
    /// <summary>In three terminals. A move that was lost at the end would leave one player below the sum.</summary>
    [Fact]
    public async Task TwoPlayers_MoveTowardsEachOther_Meet()
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        var (server, address) = await RunningProgram.StartSignalingAsync(late.Token);
        using var _ = server;
        using var left = RunningProgram.StartOwn("PolledGame", address, "arena", "left");
        using var right = RunningProgram.StartOwn("PolledGame", address, "arena", "right");

        var places = new[] { await EndAsync(left), await EndAsync(right) };

        Assert.InRange(places.Sum(), 100, 101); // both may have moved at the same time
        Assert.All(places, place => Assert.InRange(place, 1, 100));

        async Task<int> EndAsync(RunningProgram player)
        {
            var line = await player.ReadUntilAsync("We met at ", late.Token);
            Assert.Equal(0, await player.WaitForExitAsync(late.Token));
            return int.Parse(line["We met at ".Length..].TrimEnd('.'), CultureInfo.InvariantCulture);
        }
    }
}
