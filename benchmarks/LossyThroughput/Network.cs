namespace LossyThroughput;

/// <summary>What lies between two peers.</summary>
/// <param name="RoundTrip">The delay of both directions together.</param>
/// <param name="Loss">Part of the packets that is lost in each direction.</param>
internal sealed record Network(TimeSpan RoundTrip, double Loss)
{
    /// <summary>SCTP needs some twenty round trips until its congestion window is as large as the receive window.</summary>
    public int WarmUpSeconds => 2 + (int)Math.Ceiling(20 * RoundTrip.TotalSeconds);
}
