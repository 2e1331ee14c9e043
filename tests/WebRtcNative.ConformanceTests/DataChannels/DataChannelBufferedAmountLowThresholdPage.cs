using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.DataChannels;

/// <summary>bufferedAmountLowThreshold: where the amount counts as low.</summary>
public sealed class DataChannelBufferedAmountLowThresholdPage : ConformanceTest
{
    private const string Page = "RTCDataChannel-bufferedAmountLowThreshold.html";

    [WptTheory(Page, "by default low is raised when nothing is buffered")]
    [InlineData(4)]
    [InlineData(65536)]
    public void BufferedAmountLow_Default_AtZero(int length)
    {
        var pair = NewPair();
        var (a, _) = pair.Open();
        Assert.Equal(0, a.BufferedAmountLowThreshold);
        long? amount = null;
        a.BufferedAmountLow += (_, _) => amount = a.BufferedAmount;

        a.Send(new byte[length]);

        pair.Until(() => amount != null, "low");
        Assert.Equal(0, amount);
    }

    [WptTheory(Page, "low is raised at the threshold or below")]
    [InlineData(4, 2, 1)]
    [InlineData(65536, 32768, 1)]
    [InlineData(65536, 32768, 10)]
    [InlineData(65536, 65536, 10)]
    [InlineData(65536, 131072, 10)]
    public void BufferedAmountLow_Threshold_AtItOrBelow(int length, int threshold, int messages)
    {
        var pair = NewPair();
        var a = pair.A.CreateDataChannel("channel");
        a.BufferedAmountLowThreshold = threshold;
        Assert.Equal(threshold, a.BufferedAmountLowThreshold);
        var amount = long.MaxValue;
        a.BufferedAmountLow += (_, _) => Volatile.Write(ref amount, a.BufferedAmount);
        a.StateChanged += (_, state) =>
        {
            // A page's amount falls between its tasks; ours falls at any time, so that each message may be gone before the next.
            var above = false;
            for (var sent = 0; state == DataChannelState.Open && (sent < messages || !above); sent++)
            {
                a.Send(new byte[length]);
                above |= a.BufferedAmount > threshold;
            }
        };

        pair.Negotiate();

        // The amount may have been low before all was sent, and be more again; but in the end it is low.
        pair.Until(() => Volatile.Read(ref amount) <= threshold, "low");
        Assert.InRange(a.BufferedAmount, 0, threshold);
    }

    [WptTheory(Page, "low is raised on the channel that sent, and not on others")]
    [InlineData(4)]
    [InlineData(65536)]
    public async Task BufferedAmountLow_OtherChannel_NotRaised(int length)
    {
        var pair = NewPair();
        var (sender, _) = pair.Open();
        var (other, _) = OpenMore(pair, negotiated: false, "other", 0);
        var (ofSender, ofOther) = (0, 0);
        sender.BufferedAmountLow += (_, _) => ofSender++;
        other.BufferedAmountLow += (_, _) => ofOther++;

        sender.Send(new byte[length]);

        pair.Until(() => Volatile.Read(ref ofSender) > 0, "low");
        await SettleAsync(pair.A);
        Assert.Equal(0, ofOther);
    }
}
