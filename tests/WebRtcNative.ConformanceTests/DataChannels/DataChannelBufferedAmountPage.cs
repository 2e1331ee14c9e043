using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.DataChannels;

/// <summary>bufferedAmount, and its low event.</summary>
/// <remarks>In a browser the amount stays the same while a script runs. Here threads run beside each other, and it falls as
/// soon as the engine has handed something to the network, which may be before the test reads it.</remarks>
public sealed class DataChannelBufferedAmountPage : ConformanceTest
{
    private const string Page = "RTCDataChannel-bufferedAmount.html";
    private const string IsLive = "the amount falls while the caller runs, so right after send it is the length or less";

    [WptTheory(Page, "nothing is buffered at first")]
    [InlineData(false)]
    [InlineData(true)]
    public void BufferedAmount_Opened_Zero(bool negotiated)
    {
        var (a, b) = Open(NewPair(), negotiated);

        Assert.Equal((0L, 0L), (a.BufferedAmount, b.BufferedAmount));
    }

    [WptTheory(Page, "text counts with its bytes in UTF-8", Differs = IsLive)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BufferedAmount_Text_AtMostItsBytesThenZero(bool negotiated)
    {
        var pair = NewPair();
        var (a, b) = Open(pair, negotiated);

        a.Send("世界");
        Assert.InRange(a.BufferedAmount, 0, 6);

        Assert.Equal("世界", (await ReceiveAsync(b)).Text);
        pair.Until(() => a.BufferedAmount == 0, "nothing buffered");
    }

    [WptTheory(Page, "bytes count with their number", Differs = IsLive)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BufferedAmount_Bytes_AtMostTheirNumberThenZero(bool negotiated)
    {
        var pair = NewPair();
        var (a, b) = Open(pair, negotiated);

        a.Send([1, 2, 3]);
        Assert.InRange(a.BufferedAmount, 0, 3);

        await ReceiveAsync(b);
        pair.Until(() => a.BufferedAmount == 0, "nothing buffered");
    }

    [WptTheory(Page, "the amount grows with each message", Differs = IsLive)]
    [InlineData(false)]
    [InlineData(true)]
    public void BufferedAmount_MoreThanTheNetworkTakes_GrowsByEachMessage(bool negotiated)
    {
        var pair = NewPair();
        var (a, _) = Open(pair, negotiated);
        var message = new byte[200_000];

        long sent = 0;
        for (var i = 0; i < 40; i++, sent += message.Length)
        {
            a.Send(message);
            Assert.InRange(a.BufferedAmount, 0, sent + message.Length);
        }

        Assert.NotEqual(0, a.BufferedAmount);
        pair.Until(() => a.BufferedAmount == 0, "nothing buffered");
    }

    [WptTheory(Page, "close of the channel does not reset the amount", Differs = IsLive)]
    [InlineData(false)]
    [InlineData(true)]
    public void BufferedAmount_Closing_StillThere(bool negotiated)
    {
        var (a, _) = Open(NewPair(), negotiated);
        for (var i = 0; i < 40; i++)
            a.Send(new byte[200_000]);

        a.Close();

        Assert.NotEqual(0, a.BufferedAmount);
    }

    [WptTheory(Page, "close of the connection does not reset the amount", Differs = IsLive)]
    [InlineData(false)]
    [InlineData(true)]
    public void BufferedAmount_ConnectionClosed_StillThere(bool negotiated)
    {
        var pair = NewPair();
        var (a, _) = Open(pair, negotiated);
        for (var i = 0; i < 40; i++)
            a.Send(new byte[200_000]);

        pair.A.Close();

        Assert.Equal(DataChannelState.Closed, a.State);
        Assert.NotEqual(0, a.BufferedAmount);
    }

    [WptTheory(Page, "low is raised when what was sent is gone")]
    [InlineData(false)]
    [InlineData(true)]
    public void BufferedAmountLow_AfterSend_RaisedBelowTheThreshold(bool negotiated)
    {
        var pair = NewPair();
        var (a, _) = Open(pair, negotiated);
        long? amount = null;
        a.BufferedAmountLow += (_, _) => amount = a.BufferedAmount;

        a.Send("hello");

        pair.Until(() => amount != null, "low");
        Assert.InRange(amount!.Value, 0, a.BufferedAmountLowThreshold);
    }

    [WptTheory(Page, "the amount is zero when the message has arrived")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BufferedAmount_Arrived_Zero(bool negotiated)
    {
        var pair = NewPair();
        var (a, b) = Open(pair, negotiated);

        a.Send("hello");
        await ReceiveAsync(b);

        pair.Until(() => a.BufferedAmount == 0, "nothing buffered");
    }

    [WptTheory(Page, "low is raised once for several messages",
        Differs = "once for each time that the amount fell to the threshold: each message may be gone before the next comes")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BufferedAmountLow_SeveralSends_AtMostOnceEach(bool negotiated)
    {
        var pair = NewPair();
        var (a, b) = Open(pair, negotiated);
        var count = 0;
        a.BufferedAmountLow += (_, _) => Interlocked.Increment(ref count);

        a.Send("one");
        a.Send("two");

        await ReceiveAsync(b);
        await ReceiveAsync(b);
        pair.Until(() => Volatile.Read(ref count) > 0, "low");
        await SettleAsync(pair.A);
        Assert.InRange(count, 1, 2);
    }

    [WptTheory(Page, "low is raised after each message that is sent alone")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BufferedAmountLow_OneSendAfterTheOther_EachTime(bool negotiated)
    {
        var pair = NewPair();
        var (a, b) = Open(pair, negotiated);
        var count = 0;
        a.BufferedAmountLow += (_, _) => Interlocked.Increment(ref count);

        for (var i = 1; i <= 3; i++)
        {
            a.Send("hello");
            pair.Until(() => Volatile.Read(ref count) == i, $"low for the time {i}");
            Assert.Equal("hello", (await ReceiveAsync(b)).Text);
        }
    }
}
