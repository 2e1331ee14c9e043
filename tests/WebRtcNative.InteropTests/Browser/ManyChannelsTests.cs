using WebRtcNative.InteropTests.Browser.Support;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>A hundred channels with a browser on one connection.</summary>
public abstract class ManyChannelsTests(BrowserFixture browser) : BrowserTest(browser)
{
    private const int Count = 100;

    [BrowserTheory]
    [InlineData(Side.Ours)]
    [InlineData(Side.Browser)]
    public async Task CreateDataChannel_Hundred_AllCarry(Side creator)
    {
        var pair = await StartPairAsync();
        var labels = Enumerable.Range(0, Count).Select(i => $"channel {i}").ToArray();

        var channels = creator == Side.Ours ? await OpenOursAsync(pair, labels) : await OpenTheirsAsync(pair, labels);

        foreach (var (ours, theirs) in channels)
            await AssertCarriesAsync(pair, ours, theirs);
        Assert.Equal(Count, channels.Select(channel => channel.Ours.Id).Distinct().Count());
        // The DTLS client takes the even ids, the server the odd ones (RFC 8832, section 6).
        Assert.Single(channels.Select(channel => channel.Ours.Id % 2).Distinct());
    }

    private static async Task<(DataChannel Ours, BrowserChannel Theirs)[]> OpenOursAsync(
        BrowserPair pair, string[] labels)
    {
        var ours = labels.Select(label => pair.Connection.CreateDataChannel(label)).ToArray();
        pair.Until(() => ours.All(channel => channel.State == DataChannelState.Open), "all channels open");
        var theirs = new List<BrowserChannel>();
        foreach (var label in labels)
            theirs.Add(await pair.Browser.ReceivedAsync(label));
        return [.. ours.Zip(theirs)];
    }

    private static async Task<(DataChannel Ours, BrowserChannel Theirs)[]> OpenTheirsAsync(
        BrowserPair pair, string[] labels)
    {
        var theirs = new List<BrowserChannel>();
        foreach (var label in labels)
            theirs.Add(await pair.Browser.CreateChannelAsync(label));
        return [.. labels.Select(pair.WaitForReceived).Zip(theirs)];
    }
}
