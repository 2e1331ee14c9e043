using WebRtcNative.InteropTests.Browser.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Browser;

/// <summary>Bytes to and from a browser: up to the negotiated maximum, one over it, and ten thousand messages in
/// order.</summary>
public abstract class BinaryTests(BrowserFixture browser) : BrowserTest(browser)
{
    private const int Maximum = 256 * 1024; // the limit of Chromium and of ours; Firefox accepts 1 GiB

    private const int Count = 10_000;
    private const int Length = 100;

    public static TheoryData<int> Lengths =>
        [0, 1, 2, 3, 1023, 1024, 1025, 16383, 16384, 16385, 65535, 65536, 65537, Maximum - 1, Maximum];

    [BrowserTheory]
    [InlineData(Side.Ours)]
    [InlineData(Side.Browser)]
    public async Task MaxMessageSize_Negotiated_SeenAlike(Side offerer)
    {
        var pair = await StartPairAsync();
        var (ours, _) = await pair.OpenAsync(offerer);

        Assert.Equal(Maximum, ours.MaxMessageSize);
        Assert.Equal(Maximum, await pair.Browser.EvaluateAsync<int>("() => peer.connection.sctp.maxMessageSize"));
    }

    [BrowserTheory]
    [MemberData(nameof(Lengths))]
    public async Task Send_Bytes_ArriveInBrowser(int length)
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);

        ours.Send(MessageContent.Pattern(length));

        await theirs.UntilReceivedAsync(1);
        Assert.True(await theirs.AskMessagesAsync<bool>("messages[0] instanceof ArrayBuffer"));
        Assert.Equal(length, await theirs.AskMessagesAsync<int>("messages[0].byteLength"));
        Assert.Equal("", await theirs.AskMessagesAsync<string>("content.judgePattern(messages[0])"));
    }

    [BrowserTheory]
    [MemberData(nameof(Lengths))]
    public async Task ReceiveAsync_BytesOfBrowser_Arrive(int length)
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);

        Assert.Equal("", await theirs.TrySendAsync($"content.pattern({length})"));

        var message = await ours.ReceiveAsync().AsTask().WaitAsync(Wait.Deadline);
        Assert.False(message!.IsText);
        var isIntact = message.Data.Span.SequenceEqual(MessageContent.Pattern(length));
        Assert.True(isIntact, $"{message.Data.Length} other bytes came.");
    }

    [BrowserFact]
    public async Task TrySend_OneByteOverTheMaximum_TooLargeAndTheChannelGoesOn()
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);

        Assert.Equal(SendResult.TooLarge, ours.TrySend(new byte[ours.MaxMessageSize!.Value + 1]));

        await AssertCarriesAsync(pair, ours, theirs);
        Assert.Equal(1, await theirs.ReceivedCountAsync());
    }

    [BrowserFact]
    public async Task ReceiveAsync_BrowserSendsOneByteOverTheMaximum_RefusedThereAndTheChannelGoesOn()
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);

        var failure = await theirs.TrySendAsync("content.pattern(peer.connection.sctp.maxMessageSize + 1)");
        Assert.Equal("TypeError", failure);

        await AssertCarriesAsync(pair, ours, theirs);
        Assert.Equal(0, ours.AvailableMessageCount);
    }

    // Not much less than 100: the message that opens a channel must pass, too.
    [BrowserTheory]
    [InlineData(100)]
    [InlineData(65536)]
    public async Task TrySend_OtherMaximum_KeptByBothSides(int maximum)
    {
        var pair = await StartPairAsync(new BrowserPairOptions { MaxMessageSize = maximum });
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);
        Assert.Equal(maximum, ours.MaxMessageSize);

        Assert.Equal(SendResult.TooLarge, ours.TrySend(new byte[maximum + 1]));
        Assert.Equal("TypeError", await theirs.TrySendAsync($"content.pattern({maximum + 1})"));
        Assert.Equal(SendResult.Sent, ours.TrySend(MessageContent.Pattern(maximum)));
        Assert.Equal("", await theirs.TrySendAsync($"content.pattern({maximum})"));

        var message = await ours.ReceiveAsync().AsTask().WaitAsync(Wait.Deadline);
        Assert.Equal(MessageContent.Pattern(maximum), message!.Data.ToArray());
        await theirs.UntilReceivedAsync(1);
        Assert.Equal("", await theirs.AskMessagesAsync<string>("content.judgePattern(messages[0])"));
    }

    [BrowserFact]
    public async Task SendAsync_TenThousandMessages_ArriveInBrowserInOrder()
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);

        for (var i = 0; i < Count; i++)
            await ours.SendAsync(MessageContent.Numbered(i, Length)).AsTask().WaitAsync(Wait.Deadline);

        await theirs.UntilReceivedAsync(Count);
        Assert.Equal("", await theirs.AskMessagesAsync<string>($"content.judgeNumbered(messages, {Length})"));
        Assert.Equal(Count, await theirs.ReceivedCountAsync());
    }

    [BrowserFact]
    public async Task ReceiveAsync_TenThousandMessagesOfBrowser_ArriveInOrder()
    {
        var pair = await StartPairAsync();
        var (ours, theirs) = await pair.OpenAsync(Side.Ours);

        var sent = theirs.SendNumberedAsync(Count, Length);

        for (var i = 0; i < Count; i++)
        {
            var message = await ours.ReceiveAsync().AsTask().WaitAsync(Wait.Deadline);
            Assert.Equal(i, MessageContent.NumberOf(message!.Data.Span, Length));
        }
        await sent;
        Assert.Equal(0, ours.AvailableMessageCount);
    }
}
