using WebRtcNative.InteropTests.Browser.Support;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>A browser offers audio and video beside data, which this side has no use for: they are rejected, and data connects.</summary>
public abstract class MediaSectionTests(BrowserFixture browser) : BrowserTest(browser)
{
    private const string AddMedia = "for (const kind of ['audio', 'video']) peer.connection.addTransceiver(kind);";

    private static readonly PeerConnectionOptions s_dataOnly = new() { Media = false };

    // Not with max-bundle: there Chromium itself cannot use an answer that rejects its first section ("Failed to setup RTCP mux").
    [BrowserTheory]
    [InlineData("balanced", true)]
    [InlineData("balanced", false)]
    [InlineData("max-compat", true)]
    public async Task Offer_MediaBesideData_DataConnects(string bundlePolicy, bool trickles)
    {
        var pair = await StartPairAsync(new BrowserPairOptions { Connection = s_dataOnly, BrowserBundlePolicy = bundlePolicy, Trickles = trickles });

        await AssertCarriesAsync(pair, await CreateWithMediaAsync(pair));

        Assert.Equal("audio 0 0, video 1 0, application 2 9", await SectionsAsync(pair));
        await AssertMediaIsStoppedAsync(pair);
    }

    [BrowserTheory]
    [InlineData("balanced")]
    [InlineData("max-bundle")]
    public async Task Offer_MediaAddedLater_DataGoesOn(string bundlePolicy)
    {
        var pair = await StartPairAsync(new BrowserPairOptions { Connection = s_dataOnly, BrowserBundlePolicy = bundlePolicy });
        var (ours, theirs) = await pair.OpenAsync(Side.Browser);

        await AddMediaAsync(pair);

        await AssertCarriesAsync(pair, ours, theirs);
    }

    [BrowserTheory]
    [InlineData("balanced")]
    [InlineData("max-bundle")]
    public async Task RestartIce_MediaRejected_DataGoesOn(string bundlePolicy)
    {
        var pair = await StartPairAsync(new BrowserPairOptions { Connection = s_dataOnly, BrowserBundlePolicy = bundlePolicy });
        var (ours, theirs) = await pair.OpenAsync(Side.Browser);
        await AddMediaAsync(pair);

        pair.Connection.RestartIce();

        await pair.Browser.UntilAsync("() => peer.connection.signalingState === 'stable' && peer.connection.remoteDescription.type === 'offer'");
        await AssertCarriesAsync(pair, ours, theirs);
    }

    [BrowserFact]
    public async Task Offer_OnlyMediaAtFirst_DataConnectsLater()
    {
        var pair = await StartPairAsync(new BrowserPairOptions { Connection = s_dataOnly });
        await AddMediaAsync(pair);
        Assert.Equal(PeerConnectionState.New, pair.Connection.ConnectionState);

        await AssertCarriesAsync(pair, await pair.OpenAsync(Side.Browser));
    }

    // This side yields. Where Chromium does, it rejects our data: it remembers the mid of its own section for data.
    [BrowserFact]
    public async Task Offer_MediaAndDataMeetOurOffer_BothChannelsOpen()
    {
        var pair = await StartPairAsync(new BrowserPairOptions { Connection = s_dataOnly, BrowserIsPolite = false });
        DataChannel ours;
        using (pair.HoldSignals())
        {
            ours = pair.Connection.CreateDataChannel("ours");
            await CreateAsync(pair);
            pair.Until(() => pair.Connection.SignalingState == SignalingState.HaveLocalOffer, "our offer");
            await pair.Browser.UntilAsync("() => peer.connection.signalingState === 'have-local-offer'");
        }

        pair.Until(() => ours.State == DataChannelState.Open, "our channel open");
        await AssertCarriesAsync(pair, ours, await pair.Browser.ReceivedAsync("ours"));
        await AssertCarriesAsync(pair, pair.WaitForReceived("theirs"), new BrowserChannel(pair.Browser, 0));
    }

    private static Task AssertCarriesAsync(BrowserPair pair, (DataChannel Ours, BrowserChannel Theirs) channels) =>
        AssertCarriesAsync(pair, channels.Ours, channels.Theirs);

    private static async Task AddMediaAsync(BrowserPair pair)
    {
        await pair.Browser.EvaluateAsync<bool>($"() => {{ {AddMedia} return true; }}");
        await AssertMediaIsStoppedAsync(pair);
    }

    // In one turn of the page, so that one offer has all of it.
    private static Task CreateAsync(BrowserPair pair) =>
        pair.Browser.EvaluateAsync<int>($"() => {{ {AddMedia} return peer.create('theirs', {{}}); }}");

    private static async Task<(DataChannel Ours, BrowserChannel Theirs)> CreateWithMediaAsync(BrowserPair pair)
    {
        await CreateAsync(pair);
        var theirs = new BrowserChannel(pair.Browser, 0);
        await theirs.UntilStateAsync("open");
        return (pair.WaitForReceived("theirs"), theirs);
    }

    private static Task AssertMediaIsStoppedAsync(BrowserPair pair) => pair.Browser.UntilAsync(
        "() => peer.connection.signalingState === 'stable' && peer.connection.getTransceivers().every(one => one.currentDirection === 'stopped')");

    private static async Task<string> SectionsAsync(BrowserPair pair)
    {
        var sections = await pair.Browser.EvaluateAsync<string>(
            @"() => peer.connection.remoteDescription.sdp.split('\r\nm=').slice(1).map(section => {
                const [type, port] = section.split(' ');
                return `${type} ${/a=mid:(\w+)/.exec(section)[1]} ${port}`;
            }).join(', ')");
        // With its candidates a section has the port of one of them.
        return System.Text.RegularExpressions.Regex.Replace(sections, @"\d{2,}$", "9");
    }
}
