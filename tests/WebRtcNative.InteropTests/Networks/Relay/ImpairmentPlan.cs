namespace WebRtcNative.InteropTests.Networks.Relay;

/// <summary>Decides over the packets of one direction, one after the other. The seed decides over everything: the fate of
/// the n-th packet depends on nothing else.</summary>
internal sealed class ImpairmentPlan(Impairment impairment, int seed)
{
    private readonly Random _random = new(seed);

    public Impairment Impairment { get; set; } = impairment;

    public PacketFate Next()
    {
        // Four numbers for each packet, used or not, so that one setting does not change the decisions of the others.
        var isLost = _random.NextDouble() < Impairment.Loss;
        var isDuplicated = _random.NextDouble() < Impairment.Duplication;
        var isHeldBack = _random.NextDouble() < Impairment.Reordering;
        var holdBack = Impairment.ReorderingDelay * (0.5 + _random.NextDouble() / 2);
        return new PacketFate(isLost, isDuplicated && !isLost, Impairment.OneWayDelay + (isHeldBack ? holdBack : TimeSpan.Zero));
    }
}
