using WebRtcNative.InteropTests.Browser.Support;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>What one side asks of a channel is what both sides have: every option, from the browser and from us.
/// </summary>
public abstract class ChannelOptionsTests(BrowserFixture browser) : BrowserTest(browser)
{
    [BrowserTheory]
    [InlineData(Side.Ours, true, null, null)]
    [InlineData(Side.Ours, false, null, null)]
    [InlineData(Side.Ours, true, 0, null)]
    [InlineData(Side.Ours, false, 0, null)]
    [InlineData(Side.Ours, false, 7, null)]
    [InlineData(Side.Ours, true, 65535, null)]
    [InlineData(Side.Ours, true, null, 0)]
    [InlineData(Side.Ours, false, null, 0)]
    [InlineData(Side.Ours, false, null, 250)]
    [InlineData(Side.Ours, true, null, 65535)]
    [InlineData(Side.Browser, true, null, null)]
    [InlineData(Side.Browser, false, null, null)]
    [InlineData(Side.Browser, true, 0, null)]
    [InlineData(Side.Browser, false, 0, null)]
    [InlineData(Side.Browser, false, 7, null)]
    [InlineData(Side.Browser, true, 65535, null)]
    [InlineData(Side.Browser, true, null, 0)]
    [InlineData(Side.Browser, false, null, 0)]
    [InlineData(Side.Browser, false, null, 250)]
    [InlineData(Side.Browser, true, null, 65535)]
    public Task CreateDataChannel_Reliability_SeenAlike(
        Side creator, bool ordered, int? maxRetransmits, int? maxPacketLifeTime) =>
        AssertSeenAlikeAsync(creator, "reliability", new DataChannelOptions
        {
            Ordered = ordered,
            MaxRetransmits = maxRetransmits,
            MaxPacketLifeTime = maxPacketLifeTime is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
        });

    [BrowserTheory]
    [InlineData(Side.Ours, RtcPriority.VeryLow)]
    [InlineData(Side.Ours, RtcPriority.Low)]
    [InlineData(Side.Ours, RtcPriority.Medium)]
    [InlineData(Side.Ours, RtcPriority.High)]
    [InlineData(Side.Browser, RtcPriority.VeryLow)]
    [InlineData(Side.Browser, RtcPriority.Low)]
    [InlineData(Side.Browser, RtcPriority.Medium)]
    [InlineData(Side.Browser, RtcPriority.High)]
    public Task CreateDataChannel_Priority_SeenAlike(Side creator, RtcPriority priority) =>
        AssertSeenAlikeAsync(creator, "priority", new DataChannelOptions { Priority = priority });

    [BrowserTheory]
    [InlineData(Side.Ours, "", "")]
    [InlineData(Side.Ours, "plain", "chat")]
    [InlineData(Side.Ours, "a\0b", "\0")]
    [InlineData(Side.Ours, "zażółć 漢字 👩‍🚀", "é漢🎮")]
    [InlineData(Side.Browser, "", "")]
    [InlineData(Side.Browser, "plain", "chat")]
    [InlineData(Side.Browser, "a\0b", "\0")]
    [InlineData(Side.Browser, "zażółć 漢字 👩‍🚀", "é漢🎮")]
    public Task CreateDataChannel_LabelAndProtocol_SeenAlike(Side creator, string label, string protocol) =>
        AssertSeenAlikeAsync(creator, label, new DataChannelOptions { Protocol = protocol });

    [BrowserTheory]
    [InlineData(Side.Ours)]
    [InlineData(Side.Browser)]
    public Task CreateDataChannel_LongestLabelAndProtocol_SeenAlike(Side creator) =>
        AssertSeenAlikeAsync(
            creator, new string('l', 65535), new DataChannelOptions { Protocol = new string('p', 65535) });

    [BrowserTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1023)]
    public async Task CreateDataChannel_Negotiated_SeenAlike(int id)
    {
        var pair = await StartPairAsync();
        var options = new DataChannelOptions
        {
            Negotiated = true,
            Id = id,
            Ordered = false,
            MaxRetransmits = 3,
            Protocol = "agreed",
        };
        var ours = pair.Connection.CreateDataChannel("negotiated", options);
        var theirs = await pair.Browser.CreateChannelAsync("negotiated", options);

        pair.Until(() => ours.State == DataChannelState.Open, "our channel open");
        await theirs.UntilStateAsync("open");
        Assert.Equal(TellableOptions(ours), await theirs.OptionsAsync());
        Assert.Equal(
            (id, true, false, 3, "agreed"),
            (ours.Id, ours.Negotiated, ours.Ordered, ours.MaxRetransmits, ours.Protocol));
        await AssertCarriesAsync(pair, ours, theirs);
        Assert.Empty(pair.Received);
    }

    private async Task AssertSeenAlikeAsync(Side creator, string label, DataChannelOptions options)
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(creator, label, options);

        Assert.Equal(TellableOptions(ours), await theirs.OptionsAsync());
        Assert.Equal(label, ours.Label);
        Assert.Equal(
            BrowserIgnoresPriority(creator, options) ? options with { Priority = RtcPriority.VeryLow } : options,
            new DataChannelOptions
            {
                Ordered = ours.Ordered,
                MaxRetransmits = ours.MaxRetransmits,
                MaxPacketLifeTime = ours.MaxPacketLifeTime,
                Protocol = ours.Protocol,
                Priority = options.Priority == null ? null : ours.Priority,
            });
        Assert.InRange(ours.Id ?? -1, 0, 1023);
        await AssertCarriesAsync(pair, ours, theirs);
    }

    private BrowserChannelOptions TellableOptions(DataChannel ours)
    {
        var options = BrowserChannelOptions.Of(ours);
        return Browser.Program.HasPriorities ? options : options with { Priority = null };
    }

    /// <summary>Firefox ignores the priority that it is asked for, and opens its channels with priority 0 (RFC 8832),
    /// which the W3C calls very low.</summary>
    private bool BrowserIgnoresPriority(Side creator, DataChannelOptions options) =>
        creator == Side.Browser && options.Priority != null && !Browser.Program.HasPriorities;
}
