using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>A receiver that does not read: the channel fails, and nothing but the channel.</summary>
public sealed class ReceiveLimitTests : NativeTest
{
    private const int Limit = 100_000;
    private const int Size = 1000;
    private const int Fitting = Limit / (Size + 64); // each message counts 64 bytes more

    [Fact]
    public void ReceiveLimit_Exceeded_ChannelFailsAndOthersGoOn()
    {
        var pair = Own(new CorePair(Own(new EventQueue()), new PeerConnectionOptions { ReceiveLimit = Limit }));
        var (other, otherAtB) = pair.Open();
        var a = pair.A.CreateDataChannel("flooded");
        pair.Until(() => a.State == DataChannelState.Open && pair.ReceivedByB.Count == 2, "the channel open");
        var b = pair.ReceivedByB.Last();

        for (var i = 0; i < 2 * Fitting; i++)
            a.TrySend(CoreContent.Numbered(i, Size));
        pair.Until(() => b.State == DataChannelState.Closed, "B closed");

        var error = Assert.IsType<WebRtcException>(b.Error);
        Assert.Equal(RtcErrorType.ResourceExhausted, error.ErrorType);
        Assert.Contains("receive limit", error.Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, Fitting), CoreContent.TakeAll(b).Select(message => CoreContent.NumberOf(message)));
        pair.Until(() => a.State == DataChannelState.Closed, "the sender told");

        other.Send("goes on");
        pair.Until(() => otherAtB.AvailableMessageCount == 1, "a message on the other channel");
        pair.Until(() => pair.B.ConnectionState == PeerConnectionState.Connected, "connected");
    }

    [Fact]
    public void ReceiveLimit_ExactlyReached_NothingFails()
    {
        var pair = Own(new CorePair(null, new PeerConnectionOptions { ReceiveLimit = Limit }));
        var (a, b) = pair.Open();

        // Twice as much as the limit in all, but never more than it at a time.
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < Fitting; i++)
                Assert.Equal(SendResult.Sent, a.TrySend(CoreContent.Numbered(i, Size)));
            pair.Until(() => b.AvailableMessageCount == Fitting, "as many as fit");
            Assert.Equal(Enumerable.Range(0, Fitting), CoreContent.TakeAll(b).Select(message => CoreContent.NumberOf(message)));
        }

        Assert.Equal((DataChannelState.Open, DataChannelState.Open), (a.State, b.State));
        Assert.Null(b.Error);
    }

    [Fact]
    public void ReceiveLimit_FloodOfEmptyMessages_Bounded()
    {
        var pair = Own(new CorePair(null, new PeerConnectionOptions { ReceiveLimit = 6400 }));
        var (a, b) = pair.Open();

        for (var i = 0; i < 200; i++)
            a.TrySend([]);
        pair.Until(() => b.State == DataChannelState.Closed, "B closed");

        Assert.Equal(100, b.AvailableMessageCount);
    }

    [Fact]
    public void ReceiveLimit_OneMessageOverIt_ChannelFails()
    {
        var pair = Own(new CorePair(null, new PeerConnectionOptions { ReceiveLimit = Limit }));
        var (a, b) = pair.Open();

        a.Send(new byte[Limit]);
        pair.Until(() => b.State == DataChannelState.Closed && a.State == DataChannelState.Closed, "both closed");

        Assert.Equal(0, b.AvailableMessageCount);
        Assert.NotNull(b.Error);
        Assert.Null(a.Error); // for the sender it is the closing procedure
    }

    [Fact]
    public void ReceiveLimit_ExceededWithSixteenMegabytesUnderWay_BothClose()
    {
        var pair = Own(new CorePair(null, new PeerConnectionOptions { ReceiveLimit = 1_000_000 }));
        var (a, b) = pair.Open();

        for (var i = 0; i < 63; i++)
            a.TrySend(CoreContent.Numbered(i, 262144));
        pair.Until(() => b.State == DataChannelState.Closed && a.State == DataChannelState.Closed, "both closed");

        Assert.Equal([0, 1, 2], CoreContent.TakeAll(b).Select(message => CoreContent.NumberOf(message)));
    }
}
