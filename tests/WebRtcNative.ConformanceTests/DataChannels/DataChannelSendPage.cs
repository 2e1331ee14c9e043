using System.Text;
using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.DataChannels;

/// <summary>send: text arrives as text, bytes as bytes, up to the longest message.</summary>
public sealed class DataChannelSendPage : ConformanceTest
{
    private const string Page = "RTCDataChannel-send.html";

    [Wpt(Page, "a channel that is connecting refuses to send")]
    public void Send_Connecting_InvalidOperation()
    {
        var channel = NewConnection().CreateDataChannel("channel");

        Assert.Equal(DataChannelState.Connecting, channel.State);
        Assert.Throws<InvalidOperationException>(() => channel.Send("hello"));
    }

    [WptTheory(Page, "ASCII text arrives as text")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_AsciiText_SameText(bool negotiated)
    {
        var (a, b) = Open(NewPair(), negotiated);

        a.Send("hello");

        var message = await ReceiveAsync(b);
        Assert.True(message.IsText);
        Assert.Equal("hello", message.Text);
    }

    [WptTheory(Page, "text beyond ASCII arrives as text")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_Unicode_SameText(bool negotiated)
    {
        var (a, b) = Open(NewPair(), negotiated);

        a.Send("grüße, мир, 🌍");

        var message = await ReceiveAsync(b);
        Assert.True(message.IsText);
        Assert.Equal("grüße, мир, 🌍", message.Text);
    }

    [WptTheory(Page, "an array arrives as bytes")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_Array_SameBytes(bool negotiated)
    {
        var (a, b) = Open(NewPair(), negotiated);

        a.Send([1, 2, 3, 0, 255]);

        var message = await ReceiveAsync(b);
        Assert.False(message.IsText);
        Assert.Equal<byte>([1, 2, 3, 0, 255], message.Data.ToArray());
    }

    [WptTheory(Page, "a part of an array arrives as that part")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_Slice_ItsBytesOnly(bool negotiated)
    {
        var (a, b) = Open(NewPair(), negotiated);

        a.Send("-hello-"u8[1..^1]);

        var message = await ReceiveAsync(b);
        Assert.False(message.IsText);
        Assert.Equal("hello"u8.ToArray(), message.Data.ToArray());
    }

    [WptTheory(Page, "messages of both kinds arrive in order and as what they are")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_BothKinds_InOrder(bool negotiated)
    {
        var (a, b) = Open(NewPair(), negotiated);

        a.Send("one"u8);
        a.Send("two");
        a.Send("three"u8);

        var seen = new List<(bool, string)>();
        for (var i = 0; i < 3; i++)
        {
            var message = await ReceiveAsync(b);
            seen.Add((message.IsText, Encoding.UTF8.GetString(message.Data.Span)));
        }
        Assert.Equal([(false, "one"), (true, "two"), (false, "three")], seen);
    }

    [WptTheory(Page, "messages up to the longest are sent, and a longer one is refused")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_DoublingUntilTooLong_ArgumentException(bool negotiated)
    {
        var pair = NewPair();
        var (a, b) = Open(pair, negotiated);
        var longest = pair.A.Sctp!.MaxMessageSize!.Value;
        Assert.InRange(longest, 64 * 1024, 16 * 1024 * 1024);

        var text = "eight___";
        for (; text.Length <= longest; text += text)
        {
            a.Send(text);
            Assert.Equal(text.Length, (await ReceiveAsync(b)).Data.Length);
        }

        Assert.ThrowsAny<ArgumentException>(() => a.Send(text));
        Assert.Equal(DataChannelState.Open, a.State);
    }
}
