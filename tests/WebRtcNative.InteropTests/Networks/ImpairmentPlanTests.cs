using WebRtcNative.InteropTests.Networks.Relay;

namespace WebRtcNative.InteropTests.Networks;

/// <summary>The relay's plan for packets: a seed repeats it, and the shares are the requested ones.</summary>
public sealed class ImpairmentPlanTests
{
    private static readonly Impairment s_everything = new()
    {
        Loss = 0.1,
        Duplication = 0.2,
        Reordering = 0.3,
        OneWayDelay = TimeSpan.FromMilliseconds(10),
        ReorderingDelay = TimeSpan.FromMilliseconds(20),
    };

    [Fact]
    public void Next_SameSeed_GivesSameFates()
    {
        Assert.Equal(Fates(s_everything, 1), Fates(s_everything, 1));
        Assert.NotEqual(Fates(s_everything, 1), Fates(s_everything, 2));
    }

    [Fact]
    public void Next_AnotherLoss_LeavesTheOtherDecisions()
    {
        var delays = Fates(s_everything, 1).Select(fate => fate.Delay);

        Assert.Equal(delays, Fates(s_everything with { Loss = 0.5 }, 1).Select(fate => fate.Delay));
    }

    [Fact]
    public void Next_ManyPackets_TreatsThePartsThatWereAskedFor()
    {
        var fates = Fates(s_everything, 1);

        Assert.InRange(fates.Count(fate => fate.IsLost), 900, 1100);
        Assert.InRange(fates.Count(fate => fate.IsDuplicated), 1650, 1950);
        Assert.DoesNotContain(fates, fate => fate is { IsLost: true, IsDuplicated: true });
        var late = fates.Where(fate => fate.Delay != TimeSpan.FromMilliseconds(10)).ToList();
        Assert.InRange(late.Count, 2850, 3150);
        Assert.All(late, fate => Assert.InRange(fate.Delay.TotalMilliseconds, 20, 30));
    }

    [Fact]
    public void Next_PerfectNetwork_LetsEverythingThrough()
    {
        Assert.All(Fates(new Impairment(), 1), fate => Assert.Equal(new PacketFate(false, false, TimeSpan.Zero), fate));
    }

    private static List<PacketFate> Fates(Impairment impairment, int seed)
    {
        var plan = new ImpairmentPlan(impairment, seed);
        return [.. Enumerable.Range(0, 10_000).Select(_ => plan.Next())];
    }
}
