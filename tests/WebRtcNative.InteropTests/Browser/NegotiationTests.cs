using WebRtcNative.InteropTests.Browser.Support;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>Offers and answers with a browser: from each side, with candidates one by one or in descriptions.</summary>
public abstract class NegotiationTests(BrowserFixture browser) : BrowserTest(browser)
{
    private const string CandidateLine = "a=candidate:";

    [BrowserTheory]
    [InlineData(Side.Ours)]
    [InlineData(Side.Browser)]
    public async Task Offer_TrickledCandidates_Connects(Side offerer)
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(offerer);

        await AssertCarriesAsync(pair, ours, theirs);
        AssertOfferedBy(offerer, pair);
        foreach (var fromBrowser in new[] { false, true })
        {
            var signals = pair.Signals.Where(signal => signal.FromBrowser == fromBrowser).ToArray();
            Assert.DoesNotContain(signals, signal => signal.Description?.Sdp.Contains(CandidateLine) == true);
            Assert.Contains(signals, signal => signal.Candidate != null);
        }
    }

    [BrowserTheory]
    [InlineData(Side.Ours)]
    [InlineData(Side.Browser)]
    public async Task Offer_WholeDescriptions_Connects(Side offerer)
    {
        var pair = await StartPairAsync(new BrowserPairOptions { Trickles = false });
        var (ours, theirs) = await pair.OpenAsync(offerer);

        await AssertCarriesAsync(pair, ours, theirs);
        AssertOfferedBy(offerer, pair);
        Assert.Equal(2, pair.Signals.Count);
        Assert.All(pair.Signals, signal => Assert.Contains(CandidateLine, signal.Description?.Sdp));
    }

    private static void AssertOfferedBy(Side offerer, BrowserPair pair)
    {
        var descriptions = pair.Signals.Where(signal => signal.Description != null)
            .Select(signal => (signal.FromBrowser, signal.Description!.Type));
        var browserOffers = offerer == Side.Browser;
        Assert.Equal([(browserOffers, SdpType.Offer), (!browserOffers, SdpType.Answer)], descriptions);
    }
}
