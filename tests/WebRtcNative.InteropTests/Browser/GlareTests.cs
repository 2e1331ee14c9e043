using WebRtcNative.InteropTests.Browser.Support;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>Perfect negotiation with a browser where offers of both sides meet: the polite side yields, and its own offer is
/// negotiated afterwards.</summary>
public abstract class GlareTests(BrowserFixture browser) : BrowserTest(browser)
{
    [BrowserTheory]
    [InlineData(Side.Ours)]
    [InlineData(Side.Browser)]
    public async Task Offer_BothAtFirst_BothChannelsOpen(Side polite)
    {
        var pair = await StartPairAsync(new BrowserPairOptions { BrowserIsPolite = polite == Side.Browser });
        var (ours, theirs) = await CollideAsync(pair);

        await AssertCarriesAsync(pair, ours, await pair.Browser.ReceivedAsync("ours"));
        await AssertCarriesAsync(pair, pair.WaitForReceived("theirs"), theirs);
        await AssertStableAsync(pair);
    }

    [BrowserTheory]
    [InlineData(Side.Ours)]
    [InlineData(Side.Browser)]
    public async Task Offer_BothWhileConnected_ChannelsGoOn(Side polite)
    {
        var pair = await StartPairAsync(new BrowserPairOptions { BrowserIsPolite = polite == Side.Browser });
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);

        using (pair.HoldSignals())
        {
            await RestartBothAsync(pair);
            await UntilBothOfferAsync(pair);
        }

        await AssertStableAsync(pair);
        await AssertCarriesAsync(pair, ours, theirs);
    }

    // Firefox 153 fails in the same way with Chromium 156 (3 of 6 runs) and with itself (5 of 6).
    [BrowserTheory(FailsInFirefox = "Its DTLS fails when ICE restarts of both sides follow each other quickly.")]
    [InlineData(Side.Ours)]
    [InlineData(Side.Browser)]
    public async Task Offer_BothAgainAndAgain_ChannelsGoOn(Side polite)
    {
        var pair = await StartPairAsync(new BrowserPairOptions { BrowserIsPolite = polite == Side.Browser });
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);

        for (var round = 0; round < 20; round++)
        {
            await RestartBothAsync(pair);
            await AssertCarriesAsync(pair, ours, theirs);
        }

        await AssertStableAsync(pair);
        await AssertCarriesAsync(pair, ours, theirs);
    }

    /// <summary>Each side makes a channel and offers before it receives the other's offer.</summary>
    private static async Task<(DataChannel Ours, BrowserChannel Theirs)> CollideAsync(BrowserPair pair)
    {
        using var held = pair.HoldSignals();
        var ours = pair.Connection.CreateDataChannel("ours");
        var theirs = await pair.Browser.CreateChannelAsync("theirs");
        await UntilBothOfferAsync(pair);
        return (ours, theirs);
    }

    private static async Task RestartBothAsync(BrowserPair pair)
    {
        var theirs = pair.Browser.Page.EvaluateAsync("() => peer.connection.restartIce()");
        pair.Connection.RestartIce();
        await theirs;
    }

    private static async Task UntilBothOfferAsync(BrowserPair pair)
    {
        pair.Until(() => pair.Connection.SignalingState == SignalingState.HaveLocalOffer, "our offer");
        await pair.Browser.UntilAsync("() => peer.connection.signalingState === 'have-local-offer'");
    }

    private static async Task AssertStableAsync(BrowserPair pair)
    {
        await pair.Browser.UntilAsync(
            "() => peer.connection.signalingState === 'stable' && peer.connection.connectionState === 'connected'");
        pair.Until(
            () => pair.Connection.SignalingState == SignalingState.Stable
                && pair.Connection.ConnectionState == PeerConnectionState.Connected,
            "a stable connection");
    }
}
