using WebRtcNative.InteropTests.Browser.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>Channels and connections that one side closes, in every state, and the events of the other side.</summary>
public abstract class CloseTests(BrowserFixture browser) : BrowserTest(browser)
{
    private const int Count = 100;

    [BrowserFact]
    public async Task Close_OursWhileConnecting_NeverOpenInBrowser()
    {
        var pair = await StartPairAsync();
        var gone = pair.Connection.CreateDataChannel("gone");
        gone.Close();
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);

        await AssertCarriesAsync(pair, ours, theirs);
        pair.Until(() => gone.State == DataChannelState.Closed, "our channel closed");
        Assert.Null(gone.Error);
        await pair.Browser.UntilAsync(
            "() => peer.channels.every(({ channel }) => channel.label !== 'gone' || channel.readyState === 'closed')");
        Assert.Equal("open", await theirs.StateAsync());
    }

    [BrowserFact]
    public async Task Close_BrowsersWhileConnecting_NeverOpenHere()
    {
        var pair = await StartPairAsync();
        await pair.Browser.EvaluateAsync<int>(
            "() => { const number = peer.create('gone', {}); peer.channels[number].channel.close(); return number; }");
        var gone = new BrowserChannel(pair.Browser, 0);
        var (ours, theirs) = await pair.OpenAsync(Side.Browser);

        await AssertCarriesAsync(pair, ours, theirs);
        await gone.UntilStateAsync("closed");
        pair.Until(
            () => pair.Received.Where(channel => channel.Label == "gone")
                .All(channel => channel is { State: DataChannelState.Closed, Error: null }),
            "no channel that the browser has closed");
        Assert.Equal(DataChannelState.Open, ours.State);
    }

    [BrowserTheory]
    [InlineData(Side.Ours)]
    [InlineData(Side.Browser)]
    public async Task Close_OursWhileOpen_BrowserGetsAllAndCloses(Side creator)
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(creator);

        for (var i = 0; i < Count; i++)
            ours.Send($"{i}");
        ours.Close();

        await AssertClosedAsync(pair, ours, theirs);
        Assert.Equal(Numbers, await theirs.AskMessagesAsync<string[]>("messages"));
        Assert.Equal(["open", "closing", "close"], await theirs.EventsAsync());
    }

    [BrowserTheory]
    [InlineData(Side.Ours)]
    [InlineData(Side.Browser)]
    public async Task Close_BrowsersWhileOpen_WeGetAllAndClose(Side creator)
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(creator);

        for (var i = 0; i < Count; i++)
            Assert.Equal("", await theirs.TrySendAsync($"'{i}'"));
        await theirs.CloseAsync();

        var received = new List<string>();
        while (await ours.ReceiveAsync().AsTask().WaitAsync(Wait.Deadline) is { } message)
            received.Add(message.Text);
        await AssertClosedAsync(pair, ours, theirs);
        Assert.Equal(Numbers, received);
    }

    [BrowserTheory]
    [InlineData(Side.Ours)]
    [InlineData(Side.Browser)]
    public async Task Close_OursWhileClosing_ChangesNothing(Side closer)
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);

        if (closer == Side.Ours)
        {
            ours.Close();
        }
        else
        {
            ours.StateChanged += (_, state) =>
            {
                if (state == DataChannelState.Closing)
                    ours.Close();
            };
            await theirs.CloseAsync();
        }
        ours.Close();

        await AssertClosedAsync(pair, ours, theirs);
        await AssertOthersWorkAsync(pair);
    }

    [BrowserTheory]
    [InlineData(Side.Ours)]
    [InlineData(Side.Browser)]
    public async Task Close_BrowsersWhileClosing_ChangesNothing(Side closer)
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);

        if (closer == Side.Ours)
        {
            await pair.Browser.Page.EvaluateAsync(
                "() => { const { channel } = peer.channels[0]; channel.onclosing = () => channel.close(); }");
            ours.Close();
        }
        else
        {
            await pair.Browser.Page.EvaluateAsync(
                "() => { const { channel } = peer.channels[0]; channel.close(); channel.close(); }");
        }

        await AssertClosedAsync(pair, ours, theirs);
        await AssertOthersWorkAsync(pair);
    }

    [BrowserFact]
    public async Task Close_BothAtOnce_ClosedOnBothSides()
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);

        var closed = theirs.CloseAsync();
        ours.Close();
        await closed;

        await AssertClosedAsync(pair, ours, theirs);
        await AssertOthersWorkAsync(pair);
    }

    [BrowserFact]
    public async Task Close_AgainWhenClosed_ChangesNothing()
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);
        ours.Close();
        await AssertClosedAsync(pair, ours, theirs);

        ours.Close();
        await theirs.CloseAsync();

        await AssertOthersWorkAsync(pair);
        await AssertClosedAsync(pair, ours, theirs);
        Assert.Equal(["open", "closing", "close"], await theirs.EventsAsync());
        Assert.Equal(SendResult.Closed, ours.TrySend("too late"));
        // Firefox throws only while a channel connects; into a closed one it takes a message, and drops it.
        var failure = Browser.Program.ThrowsOnSendToClosed ? "InvalidStateError" : "";
        Assert.Equal(failure, await theirs.TrySendAsync("'too late'"));
    }

    [BrowserFact]
    public async Task Close_OurConnection_BrowsersChannelCloses()
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);

        pair.Connection.Close();

        await theirs.UntilStateAsync("closed");
        Assert.Contains("close", await theirs.EventsAsync());
        Assert.Equal(DataChannelState.Closed, ours.State);
        Assert.Null(ours.Error);
    }

    [BrowserFact]
    public async Task Close_BrowsersConnection_OurChannelFailsAtOnce()
    {
        var pair = await StartPairAsync();
        var (ours, _) = await pair.OpenAsync(Side.Ours);

        await pair.EndSignalingAsync(); // a candidate that comes after the closing is an error in the page

        await pair.Browser.Page.EvaluateAsync("() => peer.connection.close()");

        pair.Until(() => ours.State == DataChannelState.Closed, "our channel closed");
        Assert.IsType<WebRtcException>(ours.Error);
    }

    private static IEnumerable<string> Numbers => Enumerable.Range(0, Count).Select(i => $"{i}");

    private static async Task AssertClosedAsync(BrowserPair pair, DataChannel ours, BrowserChannel theirs)
    {
        pair.Until(() => ours.State == DataChannelState.Closed, "our channel closed");
        Assert.Null(ours.Error);
        await theirs.UntilStateAsync("closed");
        Assert.DoesNotContain("error", await theirs.EventsAsync());
    }

    private static async Task AssertOthersWorkAsync(BrowserPair pair)
    {
        var (ours, theirs) = await pair.OpenAsync(Side.Browser, "another");
        await AssertCarriesAsync(pair, ours, theirs);
    }
}
