using System.Diagnostics;
using WebRtcNative.InteropTests.Networks.Relay;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Networks;

/// <summary>How much a peer may have under way to us: chosen by the round trip of the path when it is connected.</summary>
public sealed class ReceiveWindowTests : NativeTest
{
    private const int MessageSize = 16 * 1024;

    // Between the window of a short path, 768 KiB, and what either engine has under way in that of a long one.
    private const long Limit = 1024 * 1024;

    // More than twice as much as a congestion window needs to grow to the limit, if the receive window does not end it.
    private const long Enough = 12 * 1024 * 1024;

    private static readonly Impairment s_long = new() { OneWayDelay = TimeSpan.FromMilliseconds(100) };

    // Half of what makes a path a long one: the engine keeps a mean of the round trips.
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void Download_LongPath_HasMoreUnderWayThanAShortOneAllows()
    {
        var pair = Own(new RelayedPair(s_long, 1));

        var (from, to) = pair.Open(new DataChannelOptions())[0];
        CarryUntil(pair, from, to, _ => pair.Relay.MostUnderWay(RelaySide.A) > Limit);
    }

    [Fact]
    public async Task Download_ShortPath_HasNoMoreUnderWayThanSocketsHold()
    {
        var (pair, from, to) = await ConnectOverShortPathAsync();

        // From now on what is under way waits in the relay, where it can be counted.
        pair.Relay.Change(s_long);
        CarryUntil(pair, from, to, bytes => bytes >= Enough);

        Assert.InRange(pair.Relay.MostUnderWay(RelaySide.A), Limit / 2, Limit);
    }

    /// <summary>Tries again where the machine was too busy to answer itself in time.</summary>
    private async Task<(RelayedPair Pair, DataChannel From, DataChannel To)> ConnectOverShortPathAsync()
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            Assert.True(watch.Elapsed < Wait.Deadline, "The machine never had a short round trip.");
            var pair = Own(new RelayedPair(new Impairment(), 2));
            var (from, to) = pair.Open(new DataChannelOptions())[0];
            var report = await pair.B.GetStatsAsync().WaitAsync(Wait.Deadline);
            if (report.SelectedCandidatePair?.CurrentRoundTripTime < s_short)
                return (pair, from, to);
        }
    }

    /// <summary>Sends as much as the channel takes until what has arrived is enough.</summary>
    private static void CarryUntil(RelayedPair pair, DataChannel from, DataChannel to, Func<long, bool> isEnough)
    {
        var message = new byte[MessageSize];
        var received = 0L;
        Wait.Until(
            () =>
            {
                while (from.TrySend(message) == SendResult.Sent)
                {
                }
                received += CoreContent.TakeAll(to).Sum(content => (long)content.Length);
                return isEnough(received);
            },
            () => $"enough carried ({received} bytes have arrived, at most {pair.Relay.MostUnderWay(RelaySide.A)} were under way)");
    }
}
