using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>PutPacket and its refusals.</summary>
public sealed class DataChannelPutPacketTests : NativeTest
{
    private const int Maximum = 262144;

    [Fact]
    public void PutPacket_Connecting_Unavailable()
    {
        var pair = Own(new Pair());
        var channel = pair.A.CreateDataChannel("channel")!;

        Assert.Equal(WebRtcError.Unavailable, channel.PutPacket("early"u8));
        Assert.Equal(WebRtcError.Unavailable, channel.LastError.Code);
        Assert.Equal(0, channel.GetBufferedAmount());
    }

    [Fact]
    public void PutPacket_ChannelClosed_Unconfigured()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();

        a.Close();
        pair.PollUntil(() => a.GetReadyState() == DataChannelState.Closed && b.GetReadyState() == DataChannelState.Closed, "both closed");

        Assert.Equal(WebRtcError.Unconfigured, a.PutPacket("late"u8));
        Assert.Equal(WebRtcError.Unconfigured, b.PutPacket("late"u8));
        Assert.Equal(WebRtcError.Unconfigured, b.LastError.Code);
    }

    [Fact]
    public void PutPacket_Closing_Refused()
    {
        var pair = Own(new Pair());
        var (a, _) = pair.Open();

        a.Close();

        // Closing is not open, closed is gone; which of them it is by now is the engine's pace.
        Assert.Contains(a.PutPacket("late"u8), new[] { WebRtcError.Unavailable, WebRtcError.Unconfigured });
    }

    [Fact]
    public void PutPacket_OwnConnectionClosed_UnconfiguredAtOnce()
    {
        // Several times: a wrong answer for only a moment after Close is wrong too.
        for (var i = 0; i < 10; i++)
        {
            using var pair = new Pair();
            var (a, _) = pair.Open();

            pair.A.Close();

            Assert.Equal(DataChannelState.Closed, a.GetReadyState());
            Assert.Equal(WebRtcError.Unconfigured, a.PutPacket("late"u8));
        }
    }

    [Fact]
    public void PutPacket_ConnectingAndConnectionClosed_UnconfiguredAtOnce()
    {
        var pair = Own(new Pair());
        var channel = pair.A.CreateDataChannel("channel")!;

        pair.A.Close();

        Assert.Equal(WebRtcError.Unconfigured, channel.PutPacket("late"u8));
    }

    [Fact]
    public void PutPacket_OtherConnectionClosed_Unconfigured()
    {
        var pair = Own(new Pair());
        var (a, _) = pair.Open();

        pair.B.Close();
        pair.PollUntil(() => a.GetReadyState() == DataChannelState.Closed, "A's channel closed");

        Assert.Equal(WebRtcError.Unconfigured, a.PutPacket("late"u8));
    }

    [Fact]
    public void PutPacket_Disposed_Unconfigured()
    {
        var pair = Own(new Pair());
        var (a, _) = pair.Open();

        a.Dispose();

        Assert.Equal(WebRtcError.Unconfigured, a.PutPacket("late"u8));
    }

    [Theory]
    [InlineData(Maximum + 1)]
    [InlineData(Maximum * 8)]
    public void PutPacket_OverMaximum_ParameterRangeErrorAndChannelWorks(int length)
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        Assert.Equal(Maximum, a.GetMaxPacketSize());

        Assert.Equal(WebRtcError.ParameterRangeError, a.PutPacket(new byte[length]));
        Assert.Equal(WebRtcError.ParameterRangeError, a.LastError.Code);
        Assert.Equal(0, a.GetBufferedAmount());

        Assert.Equal(WebRtcError.Ok, a.PutPacket("still here"u8));
        pair.PollUntil(() => b.GetAvailablePacketCount() > 0, "the packet after it");
        Assert.Equal("still here"u8.ToArray(), Assert.Single(CoreContent.TakeAll(b)));
        Assert.True(Pair.IsOpen(a) && Pair.IsOpen(b));
    }

    [Fact]
    public void GetMaxPacketSize_BeforeAndAfterOpen_MinusOneThenNegotiated()
    {
        var pair = Own(new Pair());
        var a = pair.A.CreateDataChannel("first")!;
        Assert.Equal(-1, a.GetMaxPacketSize());

        var (second, b) = pair.Open();

        pair.PollUntil(() => Pair.IsOpen(a), "the in-band channel open too");
        Assert.Equal([Maximum, Maximum, Maximum], new[] { a.GetMaxPacketSize(), second.GetMaxPacketSize(), b.GetMaxPacketSize() });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GetMaxPacketSize_MomentOfOpening_Known(bool inBand)
    {
        var pair = Own(new Pair());
        var a = pair.A.CreateDataChannel("channel", inBand ? null : new DataChannelOptions { Negotiated = true, Id = 7 })!;
        var b = inBand ? null : pair.B.CreateDataChannel("channel", new DataChannelOptions { Negotiated = true, Id = 7 });
        var received = 0;
        pair.B.DataChannelReceived += channel =>
        {
            received = channel.GetMaxPacketSize();
            b = channel;
        };

        pair.A.CreateOffer();
        var atOpen = 0;
        pair.PollUntil(() => Pair.IsOpen(a) && (atOpen = a.GetMaxPacketSize()) != 0, "A open");
        pair.PollUntil(() => b != null && Pair.IsOpen(b), "B open");

        Assert.Equal(Maximum, atOpen);
        Assert.Equal(Maximum, b!.GetMaxPacketSize());
        Assert.Equal(inBand ? Maximum : 0, received);
    }
}
