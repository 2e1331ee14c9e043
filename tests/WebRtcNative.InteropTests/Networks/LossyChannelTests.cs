using WebRtcNative.InteropTests.Networks.Relay;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Networks;

/// <summary>Channels over a network that loses a tenth of the packets and takes 50 ms for a round trip, or that duplicates and
/// reorders them: the promises of a channel's options hold.</summary>
public sealed class LossyChannelTests : NativeTest
{
    private const int Count = 2000;

    // One by one, with a few under way: enough for a hundred that are lost.
    private const int StreamCount = 1000;

    private static readonly Impairment s_lossy = new() { Loss = 0.1, OneWayDelay = TimeSpan.FromMilliseconds(25) };

    private static readonly Impairment s_disorderly = new()
    {
        Duplication = 0.2,
        Reordering = 0.2,
        OneWayDelay = TimeSpan.FromMilliseconds(5),
    };

    [Fact]
    public void ReliableOrdered_Loss_DeliversEverythingOnceInOrder()
    {
        var pair = Own(new RelayedPair(s_lossy, 1));
        var channel = pair.Open(new DataChannelOptions())[0];

        Assert.Equal(Enumerable.Range(0, Count), Traffic.CarryAll(channel.A, channel.B, Count));
        AssertRelayed(pair, pair.Relay.Lost);
    }

    [Fact]
    public void ReliableUnordered_Loss_DeliversEverythingOnce()
    {
        var pair = Own(new RelayedPair(s_lossy, 2));
        var channel = pair.Open(new DataChannelOptions { Ordered = false })[0];

        var received = Traffic.CarryAll(channel.A, channel.B, Count);

        Assert.Equal(Enumerable.Range(0, Count), received.Order());
        // No message waited for a lost one.
        Assert.NotEqual(Enumerable.Range(0, Count), received);
        AssertRelayed(pair, pair.Relay.Lost);
    }

    [Fact]
    public void MaxRetransmitsZero_Loss_LosesSomeAndDoesNotStall()
    {
        var pair = Own(new RelayedPair(s_lossy, 3));
        var channel = pair.Open(new DataChannelOptions { MaxRetransmits = 0, Ordered = false })[0];

        var received = Traffic.StreamPast(channel.A, channel.B, StreamCount);

        AssertLosesSome(received);
        Assert.Equal(received.Count, received.Distinct().Count());
        AssertRelayed(pair, pair.Relay.Lost);
    }

    [Fact]
    public void MaxRetransmitsZero_LossOnAnOrderedChannel_KeepsTheOrder()
    {
        var pair = Own(new RelayedPair(s_lossy, 4));
        var channel = pair.Open(new DataChannelOptions { MaxRetransmits = 0 })[0];

        var received = Traffic.StreamPast(channel.A, channel.B, StreamCount);

        AssertLosesSome(received);
        Assert.Equal(received.Distinct().Order(), received);
    }

    [Fact]
    public void MaxPacketLifeTime_Loss_LosesSomeAndDoesNotStall()
    {
        var pair = Own(new RelayedPair(s_lossy, 5));
        // Shorter than a round trip, so that nothing can be retransmitted in it. It counts from the send, for which there is room.
        var channel = pair.Open(new DataChannelOptions { MaxPacketLifeTime = TimeSpan.FromMilliseconds(20), Ordered = false })[0];

        var received = Traffic.StreamPast(channel.A, channel.B, StreamCount);

        AssertLosesSome(received);
        Assert.Equal(received.Count, received.Distinct().Count());
        AssertRelayed(pair, pair.Relay.Lost);
    }

    [Fact]
    public async Task TwoChannels_LossBothWays_DoNotDisturbEachOther()
    {
        var pair = Own(new RelayedPair(s_lossy, 6));
        var channels = pair.Open(new DataChannelOptions(), new DataChannelOptions { MaxRetransmits = 0 });

        var back = CoreThread.Start(() => Traffic.CarryAll(channels[0].B, channels[0].A, Count / 4));
        var forth = Traffic.StreamPast(channels[1].A, channels[1].B, Count / 4);

        Assert.Equal(Enumerable.Range(0, Count / 4), await back);
        Assert.Equal(forth.Distinct().Order(), forth);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, null)]
    [InlineData(false, 0)]
    public void DuplicatesAndReordering_AnyChannel_DeliversNothingTwice(bool ordered, int? maxRetransmits)
    {
        var pair = Own(new RelayedPair(s_disorderly, 7));
        var channel = pair.Open(new DataChannelOptions { Ordered = ordered, MaxRetransmits = maxRetransmits })[0];

        var received = maxRetransmits is null
            ? Traffic.CarryAll(channel.A, channel.B, Count)
            : Traffic.StreamPast(channel.A, channel.B, StreamCount);

        if (ordered)
            Assert.Equal(Enumerable.Range(0, Count), received);
        else if (maxRetransmits is null)
            Assert.Equal(Enumerable.Range(0, Count), received.Order());
        else
            Assert.Equal(received.Count, received.Distinct().Count());
        AssertRelayed(pair, pair.Relay.Forwarded);
    }

    /// <summary>A tenth is lost on the way and is not sent again. The limit is far less than half, which leaves room for a
    /// stall of the machine.</summary>
    private static void AssertLosesSome(List<int> received) => Assert.InRange(received.Count, StreamCount / 2, StreamCount - 1);

    /// <summary>The messages went through the relay, which did its part.</summary>
    private static void AssertRelayed(RelayedPair pair, long impaired)
    {
        Assert.True(impaired > StreamCount / 100, $"The relay has treated only {impaired} packets.");
        var bytes = pair.Relay.ForwardedBytes;
        Assert.True(bytes > StreamCount * Traffic.LeastSize, $"The relay has forwarded only {bytes} bytes.");
    }
}
