using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.DataChannels;

/// <summary>close of a channel and of its connection, and the events of both sides.</summary>
public sealed class DataChannelClosePage : ConformanceTest
{
    private const string Page = "RTCDataChannel-close.html";

    [WptTheory(Page, "close: the other side sees closing and closed, and this one no closing")]
    [InlineData(false)]
    [InlineData(true)]
    public void Close_Open_OtherSideClosingThenClosed(bool negotiated)
    {
        var pair = NewPair();
        var (a, b) = Open(pair, negotiated);
        var (ofA, ofB) = (Record(a), Record(b));

        a.Close();

        Assert.Contains(a.State, new[] { DataChannelState.Closing, DataChannelState.Closed }); // the other side may be fast
        pair.Until(() => ofB.Contains("Closed") && ofA.Contains("Closed"), "both to be told");
        Assert.Equal(["Closing", "Closed"], ofB);
        Assert.Equal(["Closed"], ofA);
        Assert.Equal(DataChannelState.Closed, b.State);
    }

    [WptTheory(Page, "channels can be opened, used and closed again and again")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenEchoClose_TenTimes_Works(bool negotiated)
    {
        var pair = NewPair();
        Open(pair, negotiated);
        for (var i = 1; i <= 10; i++)
        {
            var (a, b) = OpenMore(pair, negotiated, $"number {i}", i);
            a.Send($"ping {i}");
            b.Send((await ReceiveAsync(b)).Text);
            Assert.Equal($"ping {i}", (await ReceiveAsync(a)).Text);
            a.Close();
            pair.Until(() => b.State == DataChannelState.Closed, "closed");
        }
    }

    [WptTheory(Page, "close of the connection: the other side's channel fails, then is closed")]
    [InlineData(false)]
    [InlineData(true)]
    public void CloseOfTheConnection_Open_ErrorThenClosed(bool negotiated)
    {
        var pair = NewPair();
        var (_, b) = Open(pair, negotiated);
        var seen = Record(b);

        pair.A.Close();

        pair.Until(() => seen.Contains("Closed"), "closed");
        Assert.Equal(["error", "Closed"], seen.Where(state => state != "Closing"));
        var error = Assert.IsType<WebRtcException>(b.Error);
        Assert.Equal(RtcErrorType.OperationErrorWithData, error.ErrorType);
    }

    [WptTheory(Page, "close of the connection after close of the channel: nothing more is raised")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CloseOfTheConnection_ChannelClosed_NoEvents(bool negotiated)
    {
        var pair = NewPair();
        var (a, b) = Open(pair, negotiated);
        var (ofA, ofB) = (Record(a), Record(b));
        a.Close();
        pair.Until(() => ofB.Contains("Closed") && ofA.Contains("Closed"), "both closed");
        var before = (ofA.Count, ofB.Count);

        pair.A.Close();

        pair.Until(() => pair.B.Sctp!.State == SctpTransportState.Closed, "the other side to know");
        await SettleAsync(pair.B);
        Assert.Equal(before, (ofA.Count, ofB.Count));
        Assert.Null(b.Error);
    }

    [WptTheory(Page, "close of the connection: each of many channels fails and is closed")]
    [InlineData(false)]
    [InlineData(true)]
    public void CloseOfTheConnection_ManyChannels_ErrorAndClosedOnEach(bool negotiated)
    {
        var pair = NewPair();
        Open(pair, negotiated);
        var all = Enumerable.Range(1, 10).Select(i => Record(OpenMore(pair, negotiated, $"number {i}", i).B)).ToList();

        pair.A.Close();

        pair.Until(() => all.All(seen => seen.Contains("Closed")), "all closed");
        Assert.All(all, seen => Assert.Equal(["error", "Closed"], seen.Where(state => state != "Closing")));
    }

    private static ConcurrentQueue<string> Record(DataChannel channel)
    {
        var seen = new ConcurrentQueue<string>();
        // A channel of the remote peer may still raise its open event.
        channel.StateChanged += (_, state) => Keep(state != DataChannelState.Open, $"{state}");
        channel.ErrorOccurred += (_, _) => Keep(true, "error");
        return seen;

        void Keep(bool isOfInterest, string what)
        {
            if (isOfInterest)
                seen.Enqueue(what);
        }
    }
}
