using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.DataChannels;

/// <summary>Messages both ways, on channels that are announced, negotiated, or negotiated with different options.</summary>
public sealed class DataChannelSendReceivePage : ConformanceTest
{
    private const string Page = "RTCDataChannel-send-receive.html";

    public enum Kind
    {
        Announced,
        Negotiated,
        Asymmetric,
    }

    [WptTheory(Page, "a channel that is not open refuses to send")]
    [InlineData(Kind.Announced)]
    [InlineData(Kind.Negotiated)]
    public void Send_NotOpen_InvalidOperation(Kind kind)
    {
        var channel = NewConnection().CreateDataChannel("channel", Options(kind));

        Assert.Throws<InvalidOperationException>(() => channel.Send([1]));
    }

    [WptTheory(Page, "text goes from A to B")]
    [InlineData(Kind.Announced, "hello")]
    [InlineData(Kind.Negotiated, "hello")]
    [InlineData(Kind.Asymmetric, "hello")]
    [InlineData(Kind.Announced, "ещё раз")]
    [InlineData(Kind.Negotiated, "ещё раз")]
    [InlineData(Kind.Asymmetric, "ещё раз")]
    [InlineData(Kind.Announced, "")]
    [InlineData(Kind.Negotiated, "")]
    [InlineData(Kind.Asymmetric, "")]
    public async Task Send_TextFromA_Arrives(Kind kind, string text)
    {
        var (a, b) = Open(kind);

        a.Send(text);

        var message = await ReceiveAsync(b);
        Assert.True(message.IsText);
        Assert.Equal(text, message.Text);
    }

    [WptTheory(Page, "text goes from B to A")]
    [InlineData(Kind.Announced)]
    [InlineData(Kind.Negotiated)]
    [InlineData(Kind.Asymmetric)]
    public async Task Send_TextFromB_Arrives(Kind kind)
    {
        var (a, b) = Open(kind);

        b.Send("hello");

        Assert.Equal("hello", (await ReceiveAsync(a)).Text);
    }

    [WptTheory(Page, "bytes go from A to B")]
    [InlineData(Kind.Announced, 5)]
    [InlineData(Kind.Negotiated, 5)]
    [InlineData(Kind.Asymmetric, 5)]
    [InlineData(Kind.Announced, 0)]
    [InlineData(Kind.Negotiated, 0)]
    [InlineData(Kind.Asymmetric, 0)]
    public async Task Send_Bytes_Arrive(Kind kind, int length)
    {
        var (a, b) = Open(kind);
        var bytes = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();

        a.Send(bytes);

        var message = await ReceiveAsync(b);
        Assert.False(message.IsText);
        Assert.Equal(bytes, message.Data.ToArray());
    }

    [WptTheory(Page, "messages of both kinds arrive as what they are")]
    [InlineData(Kind.Announced)]
    [InlineData(Kind.Negotiated)]
    [InlineData(Kind.Asymmetric)]
    public async Task Send_BothKinds_Arrive(Kind kind)
    {
        var (a, b) = Open(kind);

        a.Send([1]);
        a.Send("two");

        Assert.False((await ReceiveAsync(b)).IsText);
        Assert.Equal("two", (await ReceiveAsync(b)).Text);
    }

    private (DataChannel A, DataChannel B) Open(Kind kind)
    {
        var pair = NewPair();
        if (kind == Kind.Announced)
            return pair.Open();
        var a = pair.A.CreateDataChannel("channel", Options(kind));
        var b = pair.B.CreateDataChannel("channel", Options(kind)! with { Ordered = kind == Kind.Negotiated });
        pair.Negotiate();
        pair.Until(() => a.State == DataChannelState.Open && b.State == DataChannelState.Open, "both open");
        return (a, b);
    }

    private static DataChannelOptions? Options(Kind kind) =>
        kind == Kind.Announced ? null : new DataChannelOptions { Negotiated = true, Id = 42 };
}
