using WebRtcNative.InteropTests.Browser.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>Text between our UTF-8 and a browser's UTF-16, in both directions.</summary>
public abstract class TextTests(BrowserFixture browser) : BrowserTest(browser)
{
    /// <summary>The first and last characters of each length in UTF-8, and known difficult ones.</summary>
    public static TheoryData<string> Texts =>
    [
        "",
        "\0",
        "before\0after\0",
        "\u0001 \u007f",
        "\u0080 \u07ff",
        "\u0800 \ud7ff \ue000 \uffff",
        "\U00010000 \U0010ffff",
        "\ufeffwith a byte order mark",
        "one a, two é, three 漢, four 🎮",
        "👩‍🚀🏳️‍🌈👨‍👩‍👧‍👦🇨🇿",
        "e\u0301 is not \u00e9",
        "\r\n\t\u2028\u2029",
    ];

    [BrowserTheory]
    [MemberData(nameof(Texts))]
    public async Task Send_Text_ArrivesInBrowser(string text)
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);

        ours.Send(text);

        await theirs.UntilReceivedAsync(1);
        Assert.Equal(text, await ReadAsync(theirs));
    }

    [BrowserTheory]
    [MemberData(nameof(Texts))]
    public async Task ReceiveAsync_TextOfBrowser_Arrives(string text)
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);

        await theirs.SendTextAsync(text);

        var message = await ours.ReceiveAsync().AsTask().WaitAsync(Wait.Deadline);
        Assert.True(message!.IsText);
        Assert.Equal(text, message.Text);
    }

    [BrowserFact]
    public async Task Send_HalfSurrogatePairs_BecomeReplacementCharactersOnBothSides()
    {
        const string Halves = "a\ud83cb\udfaec";
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);

        ours.Send(Halves);
        await theirs.SendTextAsync(Halves);

        await theirs.UntilReceivedAsync(1);
        Assert.Equal("a\ufffdb\ufffdc", await ReadAsync(theirs));
        Assert.Equal("a\ufffdb\ufffdc", (await ours.ReceiveAsync().AsTask().WaitAsync(Wait.Deadline))!.Text);
    }

    [BrowserFact]
    public async Task Send_TextOfTheMaximumLength_ArrivesOnBothSides()
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);
        var text = string.Concat(Enumerable.Repeat("🎮", ours.MaxMessageSize!.Value / 4));

        await theirs.EchoAsync();
        ours.Send(text);

        Assert.Equal(text, (await ours.ReceiveAsync().AsTask().WaitAsync(Wait.Deadline))!.Text);
        Assert.True(await theirs.AskMessagesAsync<bool>("messages[0] === '🎮'.repeat(messages[0].length / 2)"));
    }

    /// <summary>The code units of the only message, which must be a string.</summary>
    private static async Task<string> ReadAsync(BrowserChannel channel)
    {
        Assert.Equal("string", await channel.AskMessagesAsync<string>("typeof messages[0]"));
        var units = await channel.AskMessagesAsync<int[]>("messages[0].split('').map(unit => unit.charCodeAt(0))");
        return new string([.. units.Select(unit => (char)unit)]);
    }
}
