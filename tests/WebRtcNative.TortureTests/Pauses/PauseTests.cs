using WebRtcNative.Tests.Support;
using WebRtcNative.TortureTests.Support;
using Xunit.Abstractions;

namespace WebRtcNative.TortureTests.Pauses;

/// <summary>A peer that is stopped for 200 ms each second by its garbage collector, as the other side's transport sees it.</summary>
/// <remarks>On a busy machine everybody waits for a core now and then. So medians are judged, and beside what is usual between pauses.</remarks>
public sealed class PauseTests(ITestOutputHelper output) : NativeTest
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private static int Seconds => Torture.Times(8);

    [Fact]
    public void Collection_EverySecond_TransportDoesNotNotice()
    {
        var (shares, usual, callbacks) = Measure(withCallback: false);

        Assert.Equal(0, callbacks);
        Assert.InRange(Median(shares), 0, 0.5 + usual);
    }

    /// <summary>The other test measures something: with managed code on the network thread, nothing is acknowledged for as
    /// long as the pause lasts.</summary>
    [Fact]
    public void Collection_ManagedCodeOnTheNetworkThread_TransportStandsStill()
    {
        var (shares, _, callbacks) = Measure(withCallback: true);

        Assert.True(callbacks > 100, $"Managed code ran only {callbacks} times on the network thread.");
        // On a busy machine much of a pause is spent before it begins; so the longest of them.
        Assert.InRange(shares.Max(), 0.3, 1);
    }

    private static T Median<T>(IEnumerable<T> values) => values.Order().ElementAt(values.Count() / 2);

    /// <returns>Of each pause, the longest share without an acknowledgement; how long the longest time without one usually is
    /// between two pauses, as a share of a pause; and how often managed code ran on the peer's network thread.</returns>
    private (IReadOnlyList<double> Shares, double Usual, long Callbacks) Measure(bool withCallback)
    {
        var connection = Own(new PeerConnection());
        var channel = connection.CreateDataChannel("busy");
        var peer = Own(new PausedPeer(connection, Seconds, s_pause, withCallback));
        peer.ConnectAsync(connection).GetAwaiter().GetResult();
        Wait.Until(() => channel.State == DataChannelState.Open, "the channel open");

        var acknowledgements = new Acknowledgements(channel);
        acknowledgements.MeasureUntil(() => peer.HasEnded || channel.State != DataChannelState.Open);

        var shares = peer.Pauses.FindAll(acknowledgements.Tells)
            .ConvertAll(pause => acknowledgements.LongestGap(pause.Begin, pause.End) / (double)(pause.End - pause.Begin));
        var between = peer.Pauses.Zip(peer.Pauses.Skip(1), (one, next) => acknowledgements.LongestGap(one.End, next.Begin));
        var usual = Median(between) / (double)Median(peer.Pauses.Select(pause => pause.End - pause.Begin));
        output.WriteLine($"Managed code on the network thread: {peer.Callbacks} times. Received: {peer.ReceivedBytes / 1e6:F0} MB.");
        output.WriteLine($"Pauses: {string.Join(", ", peer.Pauses.Select(pause => $"{pause.Duration.TotalMilliseconds:F0}"))} ms.");
        output.WriteLine($"Longest share of each that tells, without an acknowledgement: {string.Join(", ", shares.Select(share => $"{share:P0}"))}.");
        output.WriteLine($"Usual between pauses: {usual:P0}.");
        output.WriteLine(acknowledgements.ToString());
        Assert.Equal(Seconds, peer.Pauses.Count);
        Assert.True(Median(peer.Pauses.Select(pause => pause.Duration)) > 0.6 * s_pause, "The pauses were too short to be noticed.");
        Assert.True(shares.Count > Seconds / 2, $"The send buffer ran empty in {Seconds - shares.Count} of {Seconds} pauses.");
        return (shares, usual, peer.Callbacks);
    }
}
