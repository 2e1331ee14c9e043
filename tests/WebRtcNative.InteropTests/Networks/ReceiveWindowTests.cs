using System.Diagnostics;
using WebRtcNative.InteropTests.Networks.Relay;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Networks;

/// <summary>How much a peer may have under way to us: chosen by the round trip of the path when SCTP connects.</summary>
public sealed class ReceiveWindowTests : NativeTest
{
    private const int MessageSize = 16 * 1024;

    // Between the window of a short path, 768 KiB, and what either engine has under way in that of a long one.
    private const long Limit = 1024 * 1024;

    // Twice the bytes that a congestion window needs to grow beyond the limit, if the receive window does not end its growth.
    private const long Enough = 12 * 1024 * 1024;

    private static readonly Impairment s_short = new();

    private static readonly Impairment s_long = new() { OneWayDelay = TimeSpan.FromMilliseconds(100) };

    [Fact]
    public void Download_LongPath_HasMoreUnderWayThanAShortOneAllows()
    {
        using var pair = new RelayedPair(s_long, 1);
        var (from, to) = pair.Open(new DataChannelOptions())[0];

        CarryUntil(pair, from, to, _ => pair.Relay.MostUnderWay(RelaySide.A) > Limit);
    }

    [Fact]
    public void Download_ShortPath_HasNoMoreUnderWayThanSocketsHold()
    {
        // Again, because a busy machine may need as long for its own round trip as a long path does, or make SCTP send twice
        // what is in flight.
        var peaks = new List<long>();
        for (var watch = Stopwatch.StartNew(); !peaks.Exists(peak => peak is > Limit / 2 and < Limit);)
        {
            Assert.True(watch.Elapsed < Wait.Deadline, $"Under way at most, in bytes: {string.Join(", ", peaks)}");
            peaks.Add(MostUnderWayOfAShortPath());
        }
    }

    private static long MostUnderWayOfAShortPath()
    {
        using var pair = new RelayedPair(s_short, 2);
        var (from, to) = pair.Open(new DataChannelOptions())[0];
        // From now on packets in flight wait in the relay, where they can be counted.
        pair.Relay.Change(s_long);
        CarryUntil(pair, from, to, bytes => bytes >= Enough);
        return pair.Relay.MostUnderWay(RelaySide.A);
    }

    /// <summary>Sends as much as the channel takes until it is enough, given the bytes that have arrived.</summary>
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
