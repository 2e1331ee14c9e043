using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>Many channels on one connection, early and late.</summary>
public sealed class ManyChannelsTests : NativeTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DataChannelReceived_ForTheFirstOfConnection_OpenAndSends(bool byHand)
    {
        var states = new List<(DataChannelState State, SendResult Result)>();
        for (var i = 0; i < 20; i++)
        {
            using var queue = new EventQueue();
            using var pair = new CorePair(byHand ? queue : null);
            var told = 0;
            pair.B.DataChannelReceived += (_, channel) =>
            {
                states.Add((channel.State, channel.TrySend([1])));
                Interlocked.Increment(ref told);
            };
            pair.A.CreateDataChannel("channel");
            pair.Negotiate();
            pair.Until(() => told == 1, "the channel");
        }
        Assert.All(states, seen => Assert.Equal((DataChannelState.Open, SendResult.Sent), seen));
    }

    [Fact]
    public void CreateDataChannel_Hundred_EachCarriesItsOwn()
    {
        var pair = Own(new CorePair());
        var channels = Enumerable.Range(0, 100).Select(i => pair.A.CreateDataChannel($"channel {i}")).ToList();

        pair.Negotiate();
        pair.Until(() => channels.TrueForAll(channel => channel.State == DataChannelState.Open), "all open at A");
        pair.Until(() => pair.ReceivedByB.Count == 100, "all received by B");
        foreach (var channel in channels)
            channel.Send(channel.Label);
        pair.Until(() => pair.ReceivedByB.All(channel => channel.AvailableMessageCount == 1), "a message on each");

        Assert.All(pair.ReceivedByB, channel => Assert.Equal(channel.Label, System.Text.Encoding.UTF8.GetString(CoreContent.TakeAll(channel)[0])));
        Assert.Equal(100, channels.Select(channel => channel.Id).Distinct().Count());
        Assert.Equal(channels.Select(channel => (channel.Label, channel.Id)).Order(), pair.ReceivedByB.Select(channel => (channel.Label, channel.Id)).Order());
    }

    [Fact]
    public void CreateDataChannel_Connected_OpensWithoutNegotiation()
    {
        var pair = Own(new CorePair());
        pair.Open();
        var negotiations = 0;
        pair.A.NegotiationNeeded += (_, _) => Interlocked.Increment(ref negotiations);

        // Both sides at once: the engines must not give one stream to two channels.
        var ofA = Enumerable.Range(0, 10).Select(i => pair.A.CreateDataChannel($"A{i}")).ToList();
        var ofB = Enumerable.Range(0, 10).Select(i => pair.B.CreateDataChannel($"B{i}")).ToList();
        pair.Until(() => ofA.Concat(ofB).All(channel => channel.State == DataChannelState.Open), "all open");
        pair.Until(() => pair.ReceivedByA.Count == 10 && pair.ReceivedByB.Count == 11, "all received");

        Assert.Equal(20, ofA.Concat(ofB).Select(channel => channel.Id).Distinct().Count());
        Assert.Equal(0, Volatile.Read(ref negotiations));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void MaxMessageSize_ChannelCreatedConnected_KnownAndEnforced(bool negotiated)
    {
        var pair = Own(new CorePair());
        pair.Open();
        var options = negotiated ? new DataChannelOptions { Negotiated = true, Id = 100 } : null;
        var b = negotiated ? pair.B.CreateDataChannel("later", options) : null;
        var a = pair.A.CreateDataChannel("later", options);
        pair.Until(() => a.State == DataChannelState.Open, "A open");
        pair.Until(() => (b ??= pair.ReceivedByB.ElementAtOrDefault(1))?.State == DataChannelState.Open, "B open");

        foreach (var (from, to) in new[] { (a, b!), (b!, a) })
        {
            Assert.Equal(262144, from.MaxMessageSize);
            Assert.Equal(SendResult.TooLarge, from.TrySend(new byte[262145]));
            Assert.Equal(SendResult.Sent, from.TrySend(new byte[262144]));
            pair.Until(() => to.AvailableMessageCount == 1, "the largest message");
        }
        Assert.Equal((DataChannelState.Open, DataChannelState.Open), (a.State, b!.State));
    }

    [Fact]
    public void CreateDataChannel_IdTaken_WebRtcException()
    {
        var connection = Own(new PeerConnection());
        var options = new DataChannelOptions { Negotiated = true, Id = 5 };
        connection.CreateDataChannel("first", options);

        Assert.Throws<WebRtcException>(() => connection.CreateDataChannel("second", options));
        Assert.NotNull(connection.CreateDataChannel("third", options with { Id = 6 }));
    }

    [Theory]
    [InlineData(null, RtcPriority.Low)]
    [InlineData(RtcPriority.VeryLow, RtcPriority.VeryLow)]
    [InlineData(RtcPriority.Low, RtcPriority.Low)]
    [InlineData(RtcPriority.Medium, RtcPriority.Medium)]
    [InlineData(RtcPriority.High, RtcPriority.High)]
    public void Priority_InBand_SameOnBothSides(RtcPriority? given, RtcPriority expected)
    {
        var pair = Own(new CorePair());

        var (a, b) = pair.Open(new DataChannelOptions { Priority = given });

        Assert.Equal((expected, expected), (a.Priority, b.Priority));
    }

    [Fact]
    public void CreateDataChannel_Thousand_WithinMaxChannels()
    {
        var count = Math.Min(1200, ((EngineLimits.MaxStreamId + 1) / 2) - 1); // half of the ids are this side's
        var pair = Own(new CorePair());
        pair.Open();

        var channels = Enumerable.Range(0, count).Select(i => pair.A.CreateDataChannel($"{i}")).ToList();
        pair.Until(() => channels.TrueForAll(channel => channel.State == DataChannelState.Open), "all open");
        Assert.InRange(channels.Max(channel => channel.Id!.Value), 2 * (count - 1), pair.A.Sctp!.MaxChannels!.Value - 1);
        channels.ForEach(channel => channel.Send(channel.Label));
        pair.Until(() => pair.ReceivedByB.Count == count + 1, "all received by B");
        pair.Until(() => pair.ReceivedByB.Skip(1).All(channel => channel.AvailableMessageCount == 1), "a message on each");
    }

    [Fact]
    public void CreateDataChannel_CreatedAndClosedAgainAndAgain_StreamsAreUsedAgain()
    {
        var pair = Own(new CorePair());
        pair.Open();

        // More channels than a side has stream ids on Debian's engine (512), so each must be given back.
        for (var i = 0; i < 60; i++)
        {
            var channels = Enumerable.Range(0, 10).Select(_ => pair.A.CreateDataChannel("brief")).ToList();
            pair.Until(() => channels.TrueForAll(channel => channel.State == DataChannelState.Open), $"round {i} open");
            Assert.All(channels, channel => Assert.InRange(channel.Id!.Value, 0, 1023));
            channels.ForEach(channel => channel.Close());
            pair.Until(() => channels.TrueForAll(channel => channel.State == DataChannelState.Closed), $"round {i} closed");
        }

        Assert.Equal(601, pair.ReceivedByB.Count);
    }
}
