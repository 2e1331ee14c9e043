using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.DataChannels;

/// <summary>A restart of ICE leaves the channels alone.</summary>
public sealed class DataChannelIceRestartPage : ConformanceTest
{
    private const string Page = "RTCDataChannel-iceRestart.html";

    [Wpt(Page, "data passes after a restart")]
    public async Task RestartIce_Done_DataPasses()
    {
        var pair = NewPair();
        var (a, b) = pair.Open();
        await AssertPassesAsync(a, b);

        pair.A.RestartIce();
        pair.Negotiate();

        await AssertPassesAsync(a, b);
        Assert.Null(a.Error);
        Assert.Null(b.Error);
    }

    [Wpt(Page, "data passes at each step of a restart")]
    public async Task RestartIce_EachStep_DataPasses()
    {
        var pair = NewPair();
        var (a, b) = pair.Open();

        pair.A.RestartIce();
        await AssertPassesAsync(a, b);
        var offer = await Finish(pair.A.SetLocalDescriptionAsync());
        await AssertPassesAsync(a, b);
        await Finish(pair.B.SetRemoteDescriptionAsync(offer));
        await AssertPassesAsync(a, b);
        var answer = await Finish(pair.B.SetLocalDescriptionAsync());
        await AssertPassesAsync(a, b);
        await Finish(pair.A.SetRemoteDescriptionAsync(answer));
        await AssertPassesAsync(a, b);
    }

    private static async Task AssertPassesAsync(DataChannel a, DataChannel b)
    {
        a.Send("there");
        Assert.Equal("there", (await ReceiveAsync(b)).Text);
        b.Send("and back");
        Assert.Equal("and back", (await ReceiveAsync(a)).Text);
    }
}
