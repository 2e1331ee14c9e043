using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>The properties of a channel, on both sides.</summary>
public sealed class DataChannelPropertiesTests : NativeTest
{
    [Theory]
    [InlineData(true, null, null, "")]
    [InlineData(false, null, null, "")]
    [InlineData(true, 0, null, "proto")]
    [InlineData(false, 0, null, "")]
    [InlineData(true, 3, null, "")]
    [InlineData(false, 65535, null, "")]
    [InlineData(true, null, 0, "")]
    [InlineData(false, null, 0, "")]
    [InlineData(true, null, 250, "")]
    [InlineData(false, null, 65535, "прото\0кол")]
    public void Properties_InBand_SameOnBothSides(bool ordered, int? maxRetransmits, int? maxPacketLifeTime, string protocol)
    {
        var pair = Own(new Pair());
        var options = new DataChannelOptions
        {
            Ordered = ordered,
            MaxRetransmits = maxRetransmits,
            MaxPacketLifeTime = maxPacketLifeTime is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            Protocol = protocol,
        };

        var (a, b) = pair.OpenInBand("the label", options);

        foreach (var channel in new[] { a, b })
        {
            Assert.Equal("the label", channel.GetLabel());
            Assert.Equal(protocol, channel.GetProtocol());
            Assert.Equal(ordered, channel.IsOrdered());
            Assert.False(channel.IsNegotiated());
            Assert.Equal(maxRetransmits ?? -1, channel.GetMaxRetransmits());
            Assert.Equal(maxPacketLifeTime ?? -1, channel.GetMaxPacketLifeTime());
            Assert.InRange(channel.GetId(), 0, 1023);
        }
        Assert.Equal(a.GetId(), b.GetId());
    }

    [Theory]
    [InlineData(0, true, null, null)]
    [InlineData(1023, false, 5, null)]
    [InlineData(500, false, null, 1)]
    public void Properties_Negotiated_AsCreatedFromTheStart(int id, bool ordered, int? maxRetransmits, int? maxPacketLifeTime)
    {
        var pair = Own(new Pair());
        var options = new DataChannelOptions
        {
            Negotiated = true,
            Id = id,
            Ordered = ordered,
            MaxRetransmits = maxRetransmits,
            MaxPacketLifeTime = maxPacketLifeTime is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            Protocol = "protocol",
        };
        var a = pair.A.CreateDataChannel("label of A", options)!;
        var b = pair.B.CreateDataChannel("label of B", options)!;
        Check();

        pair.A.CreateOffer();
        pair.PollUntil(() => Pair.IsOpen(a) && Pair.IsOpen(b), "both open");

        Check();
        Assert.Empty(pair.ReceivedByB); // nothing is announced

        void Check()
        {
            Assert.Equal(("label of A", "label of B"), (a.GetLabel(), b.GetLabel()));
            foreach (var channel in new[] { a, b })
            {
                Assert.Equal(id, channel.GetId());
                Assert.True(channel.IsNegotiated());
                Assert.Equal("protocol", channel.GetProtocol());
                Assert.Equal(ordered, channel.IsOrdered());
                Assert.Equal(maxRetransmits ?? -1, channel.GetMaxRetransmits());
                Assert.Equal(maxPacketLifeTime ?? -1, channel.GetMaxPacketLifeTime());
            }
        }
    }

    [Fact]
    public void GetId_InBand_MinusOneUntilKnown()
    {
        var pair = Own(new Pair());
        var channel = pair.A.CreateDataChannel("channel")!;

        Assert.Equal(-1, channel.GetId());
        Assert.Equal(-1, channel.GetMaxRetransmits());
        Assert.Equal(-1, channel.GetMaxPacketLifeTime());
        pair.A.CreateOffer();
        pair.PollUntil(() => Pair.IsOpen(channel), "open");

        Assert.InRange(channel.GetId(), 0, 1023);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65535)]
    public void GetLabel_AnyLength_SameOnBothSides(int length)
    {
        var pair = Own(new Pair());
        var label = new string('ä', length / 2) + new string('x', length % 2);

        var (_, b) = pair.OpenInBand(label, new DataChannelOptions { Protocol = label });

        Assert.Equal(label, b.GetLabel());
        Assert.Equal(label, b.GetProtocol());
    }

    [Fact]
    public void GetLabel_NulsAndEmoji_SameOnBothSides()
    {
        var pair = Own(new Pair());

        var (_, b) = pair.OpenInBand("\0a\0😀\0");

        Assert.Equal("\0a\0😀\0", b.GetLabel());
    }

    [Fact]
    public void GetReadyState_WholeLife_EveryStateInOrder()
    {
        var pair = Own(new Pair());
        var a = pair.A.CreateDataChannel("channel")!;
        Assert.Equal(DataChannelState.Connecting, a.GetReadyState());

        pair.A.CreateOffer();
        pair.PollUntil(() => a.GetReadyState() != DataChannelState.Connecting, "a change");
        Assert.Equal(DataChannelState.Open, a.GetReadyState());
        pair.PollUntil(() => pair.ReceivedByB.Count == 1, "the channel at B");

        a.Close();
        Assert.Equal(DataChannelState.Closing, a.GetReadyState());
        pair.PollUntil(() => a.GetReadyState() != DataChannelState.Closing, "a change");
        Assert.Equal(DataChannelState.Closed, a.GetReadyState());
        Assert.Equal((0, 1, 2, 3), ((int)DataChannelState.Connecting, (int)DataChannelState.Open, (int)DataChannelState.Closing, (int)DataChannelState.Closed));
    }

    [Fact]
    public void GetReadyState_WithoutPoll_DoesNotChange()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();

        a.Close();
        Wait.Until(() => b.PutPacket([1]) == WebRtcError.Unconfigured, "B's engine to know of the closing");

        Assert.Equal(DataChannelState.Open, b.GetReadyState());
        pair.PollUntil(() => b.GetReadyState() == DataChannelState.Closed, "B closed by polling");
    }

    [Fact]
    public void Poll_Open_Ok()
    {
        var pair = Own(new Pair());
        var (a, _) = pair.Open();

        Assert.Equal(WebRtcError.Ok, a.Poll());
        Assert.Equal(WebRtcError.Ok, a.LastError.Code);
    }
}
