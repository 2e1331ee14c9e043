using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.DataChannels;

/// <summary>Both sides' channels raise an event when they open.</summary>
public sealed class DataChannelOnOpenPage : ConformanceTest
{
    private const string Page = "RTCDataChannel-onopen.html";

    [Wpt(Page, "the creator of an announced channel gets the event")]
    public void StateChanged_Creator_Open()
    {
        var pair = NewPair();
        var opened = Opened(pair.A.CreateDataChannel("channel"));

        pair.Negotiate();

        pair.Until(() => opened.IsCompleted, "open");
        Assert.Equal(DataChannelState.Open, opened.Result);
    }

    [Wpt(Page, "the receiver of an announced channel gets the event")]
    public void StateChanged_Receiver_Open()
    {
        var pair = NewPair();
        Task<DataChannelState>? opened = null;
        pair.B.DataChannelReceived += (_, channel) => opened = Opened(channel);
        pair.A.CreateDataChannel("channel");

        pair.Negotiate();

        pair.Until(() => opened?.IsCompleted == true, "open");
        Assert.Equal(DataChannelState.Open, opened!.Result);
    }

    [Wpt(Page, "both creators of a negotiated channel get the event")]
    public void StateChanged_Negotiated_BothOpen()
    {
        var pair = NewPair();
        var options = new DataChannelOptions { Negotiated = true, Id = 42 };
        var a = Opened(pair.A.CreateDataChannel("channel", options));
        var b = Opened(pair.B.CreateDataChannel("channel", options));

        pair.Negotiate();

        pair.Until(() => a.IsCompleted && b.IsCompleted, "both open");
        Assert.Equal((DataChannelState.Open, DataChannelState.Open), (a.Result, b.Result));
    }

    /// <summary>The state that the channel shows at the first event.</summary>
    private static Task<DataChannelState> Opened(DataChannel channel)
    {
        var seen = new TaskCompletionSource<DataChannelState>(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.StateChanged += (_, _) => seen.TrySetResult(channel.State);
        return seen.Task;
    }
}
