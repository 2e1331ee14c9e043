using WebRtcNative.InteropTests.Browser.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>Browsers send names that end in .local (mDNS) in place of their addresses, unless a setting forbids it. Our engine
/// asks the system for them, which knows none. But the browser checks our candidates, and so we learn its address.</summary>
/// <remarks>In a network namespace of their own, since mDNS multicasts names and questions.</remarks>
public abstract class MdnsTests(BrowserFixture browser) : BrowserTest(browser)
{
    [BrowserInNamespaceFact]
    public async Task OurOffer_BrowserHidesItsAddresses_ConnectsByOurCandidates()
    {
        if (NetworkNamespace.IsInside)
            await AssertConnectsToHiddenAsync(Side.Ours, trickles: true);
        else
            await NetworkNamespace.RunTestAsync(GetType());
    }

    [BrowserInNamespaceFact]
    public async Task BrowsersOffer_BrowserHidesItsAddresses_ConnectsByOurCandidates()
    {
        if (NetworkNamespace.IsInside)
            await AssertConnectsToHiddenAsync(Side.Browser, trickles: true);
        else
            await NetworkNamespace.RunTestAsync(GetType());
    }

    [BrowserInNamespaceFact]
    public async Task WholeOffer_BrowserHidesItsAddresses_ConnectsByOurCandidates()
    {
        if (NetworkNamespace.IsInside)
            await AssertConnectsToHiddenAsync(Side.Browser, trickles: false);
        else
            await NetworkNamespace.RunTestAsync(GetType());
    }

    [BrowserInNamespaceFact]
    public async Task OurOffer_BrowserTellsItsAddresses_Connects()
    {
        if (NetworkNamespace.IsInside)
            Assert.All(CandidatesOfBrowser(await ConnectAsync(Side.Ours, hides: false)), AssertIsAddress);
        else
            await NetworkNamespace.RunTestAsync(GetType());
    }

    private static void AssertIsAddress(IceCandidate candidate) =>
        Assert.True(System.Net.IPAddress.TryParse(candidate.Address, out _), $"{candidate.Address} is no address.");

    private async Task AssertConnectsToHiddenAsync(Side offerer, bool trickles)
    {
        var pair = await ConnectAsync(offerer, hides: true, trickles);

        Assert.All(
            CandidatesOfBrowser(pair),
            candidate => Assert.EndsWith(".local", candidate.Address, StringComparison.Ordinal));
        var report = await pair.Connection.GetStatsAsync();
        var remote = report.Find<IceCandidateStats>(report.SelectedCandidatePair!.RemoteCandidateId);
        Assert.Equal(IceCandidateType.Prflx, remote!.CandidateType);
    }

    private async Task<BrowserPair> ConnectAsync(Side offerer, bool hides, bool trickles = true)
    {
        var browser = OwnAsync(await Browser.LaunchAsync(new BrowserSettings { HidesAddresses = hides }));
        var pair = await StartPairAsync(browser, new BrowserPairOptions { Trickles = trickles });
        var (ours, theirs) = await pair.OpenAsync(offerer);
        await AssertCarriesAsync(pair, ours, theirs);
        return pair;
    }

    /// <summary>As they came: one by one, or in the description.</summary>
    private static IceCandidate[] CandidatesOfBrowser(BrowserPair pair)
    {
        var signals = pair.Signals.Where(signal => signal.FromBrowser).ToArray();
        var lines = signals.SelectMany(signal => signal.Description?.Sdp.Split("\r\n") ?? [])
            .Where(line => line.StartsWith("a=candidate:", StringComparison.Ordinal))
            .Select(line => new IceCandidate(line[2..], null, null));
        IceCandidate[] all = [.. signals.Select(signal => signal.Candidate).OfType<IceCandidate>(), .. lines];
        // The last one may say that there are no more.
        var candidates = all.Where(candidate => candidate.Candidate.Length > 0).ToArray();
        Assert.NotEmpty(candidates);
        return candidates;
    }
}
