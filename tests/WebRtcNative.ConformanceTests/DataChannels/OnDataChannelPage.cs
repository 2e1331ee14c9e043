using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.DataChannels;

/// <summary>The announcement of a channel, and the calls that its handler may make.</summary>
public sealed class OnDataChannelPage : ConformanceTest
{
    private const string Page = "RTCPeerConnection-ondatachannel.html";

    [Wpt(Page, "an announced channel is raised once, open")]
    public async Task DataChannelReceived_Announced_OnceAndOpen()
    {
        var pair = NewPair();
        var states = new ConcurrentQueue<DataChannelState>();
        pair.B.DataChannelReceived += (_, channel) => states.Enqueue(channel.State);

        pair.Open();

        await SettleAsync(pair.B);
        Assert.Equal([DataChannelState.Open], states);
    }

    [Wpt(Page, "the handler may send")]
    public async Task DataChannelReceived_SendInHandler_Arrives()
    {
        var pair = NewPair();
        pair.B.DataChannelReceived += (_, channel) => channel.Send("welcome");
        var a = pair.A.CreateDataChannel("channel");

        pair.Negotiate();

        Assert.Equal("welcome", (await ReceiveAsync(a)).Text);
    }

    [Wpt(Page, "a channel that is closed in the handler is not told that it is open")]
    public void DataChannelReceived_CloseInHandler_NoOpen()
    {
        var pair = NewPair();
        var states = new ConcurrentQueue<DataChannelState>();
        pair.B.DataChannelReceived += (_, channel) =>
        {
            channel.StateChanged += (_, state) => states.Enqueue(state);
            channel.Close();
        };
        pair.A.CreateDataChannel("channel");

        pair.Negotiate();

        pair.Until(() => states.Contains(DataChannelState.Closed), "closed");
        Assert.DoesNotContain(DataChannelState.Open, states);
    }

    [Wpt(Page, "what is sent before the close in the handler arrives, and open is not raised")]
    public async Task DataChannelReceived_SendAndCloseInHandler_ArrivesNoOpen()
    {
        var pair = NewPair();
        var states = new ConcurrentQueue<DataChannelState>();
        pair.B.DataChannelReceived += (_, channel) =>
        {
            channel.StateChanged += (_, state) => states.Enqueue(state);
            channel.Send("and good-bye");
            channel.Close();
        };
        var a = pair.A.CreateDataChannel("channel");

        pair.Negotiate();

        Assert.Equal("and good-bye", (await ReceiveAsync(a)).Text);
        pair.Until(() => states.Contains(DataChannelState.Closed), "closed");
        Assert.DoesNotContain(DataChannelState.Open, states);
    }

    [Wpt(Page, "the receiver sees the options of the creator")]
    public void DataChannelReceived_Options_SameOnBothSides()
    {
        var options = new DataChannelOptions { Ordered = false, MaxRetransmits = 1, Protocol = "custom", Priority = RtcPriority.High };

        var (a, b) = NewPair().Open(options);

        Assert.Equal((false, 1, "custom", false), (a.Ordered, a.MaxRetransmits, a.Protocol, a.Negotiated));
        AssertSame(a, b);
        Assert.Equal(RtcPriority.High, a.Priority);
    }

    [Wpt(Page, "the receiver sees the defaults of the creator")]
    public void DataChannelReceived_Defaults_SameOnBothSides()
    {
        var (a, b) = NewPair().Open();

        Assert.Equal((true, "", false), (b.Ordered, b.Protocol, b.Negotiated));
        Assert.Null(b.MaxRetransmits);
        Assert.Null(b.MaxPacketLifeTime);
        AssertSame(a, b);
    }

    [Wpt(Page, "a negotiated channel is not raised")]
    public async Task DataChannelReceived_Negotiated_NotRaised()
    {
        var pair = NewPair();
        pair.A.CreateDataChannel("negotiated", new DataChannelOptions { Negotiated = true, Id = 3 });

        // Of the two only the announced one is.
        pair.Open();

        await SettleAsync(pair.B);
        Assert.Equal("channel", Assert.Single(pair.ReceivedByB).Label);
    }

    private static void AssertSame(DataChannel a, DataChannel b)
    {
        Assert.Equal(
            (a.Label, a.Ordered, a.MaxRetransmits, a.MaxPacketLifeTime, a.Protocol, a.Negotiated, a.Id),
            (b.Label, b.Ordered, b.MaxRetransmits, b.MaxPacketLifeTime, b.Protocol, b.Negotiated, b.Id));
        Assert.Equal(a.Priority, b.Priority);
    }
}
