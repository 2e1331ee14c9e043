using System.Text;
using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Write modes, and their effect at the receiver.</summary>
public sealed class DataChannelTextTests : NativeTest
{
    [Fact]
    public void WriteMode_NewChannel_Binary()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.OpenInBand();

        Assert.Equal(WebRtcWriteMode.Binary, a.WriteMode);
        Assert.Equal(WebRtcWriteMode.Binary, b.WriteMode);
        Assert.Equal((0, 1), ((int)WebRtcWriteMode.Text, (int)WebRtcWriteMode.Binary));
    }

    [Theory]
    [InlineData("80", "lone continuation")]
    [InlineData("41BF42", "lone continuation inside")]
    [InlineData("C0AF", "overlong, two bytes")]
    [InlineData("E08080", "overlong, three bytes")]
    [InlineData("F0808080", "overlong, four bytes")]
    [InlineData("EDA080", "high surrogate")]
    [InlineData("EDBFBF", "low surrogate")]
    [InlineData("F4908080", "beyond U+10FFFF")]
    [InlineData("FF", "never a byte of UTF-8")]
    [InlineData("41C3", "truncated, two bytes")]
    [InlineData("E282", "truncated, three bytes")]
    [InlineData("F09F92", "truncated, four bytes")]
    public void PutPacket_TextModeNotUtf8_InvalidParameterAndNothingSent(string hex, string what)
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        a.WriteMode = WebRtcWriteMode.Text;

        Assert.True(a.PutPacket(Convert.FromHexString(hex)) == WebRtcError.InvalidParameter, what);
        Assert.Equal(WebRtcError.InvalidParameter, a.LastError.Code);

        // The order of the channel proves that nothing went before.
        Assert.Equal(WebRtcError.Ok, a.PutPacket("valid"u8));
        pair.PollUntil(() => b.GetAvailablePacketCount() > 0, "the valid packet");
        Assert.Equal("valid"u8.ToArray(), Assert.Single(CoreContent.TakeAll(b)));
    }

    [Fact]
    public void PutPacket_BinaryModeNotUtf8_Arrives()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        byte[] packet = [0xED, 0xA0, 0x80, 0xFF, 0x80];

        Assert.Equal(WebRtcError.Ok, a.PutPacket(packet));
        pair.PollUntil(() => b.GetAvailablePacketCount() > 0, "the packet");

        Assert.Equal(packet, Assert.Single(CoreContent.TakeAll(b)));
        Assert.False(b.WasStringPacket());
    }

    [Theory]
    [InlineData(WebRtcWriteMode.Text)]
    [InlineData(WebRtcWriteMode.Binary)]
    public void PutPacket_NulsAndEmpty_Survive(WebRtcWriteMode mode)
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        a.WriteMode = mode;
        byte[][] packets = [[], [0], [0, 0, 0], "a\0b"u8.ToArray(), "\0"u8.ToArray(), [], "end\0"u8.ToArray()];

        foreach (var packet in packets)
            Assert.Equal(WebRtcError.Ok, a.PutPacket(packet));
        pair.PollUntil(() => b.GetAvailablePacketCount() == packets.Length, "all packets");

        foreach (var packet in packets)
        {
            Assert.Equal(WebRtcError.Ok, b.GetPacket(out var received));
            Assert.Equal(packet, received);
            Assert.Equal(mode == WebRtcWriteMode.Text, b.WasStringPacket());
        }
    }

    [Fact]
    public void PutPacket_TextOfEveryUtf8Length_Arrives()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        a.WriteMode = WebRtcWriteMode.Text;
        const string Text = "\u0001a\u007F\u0080é\u07FF\u0800€\uFFFD\uFFFF😀\U0010FFFF";

        Assert.Equal(WebRtcError.Ok, a.PutPacket(Encoding.UTF8.GetBytes(Text)));
        pair.PollUntil(() => b.GetAvailablePacketCount() > 0, "the packet");

        Assert.Equal(Text, Encoding.UTF8.GetString(Assert.Single(CoreContent.TakeAll(b))));
    }

    [Fact]
    public void WasStringPacket_MixedPackets_FollowsTheOneFetchedLast()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        (WebRtcWriteMode Mode, byte[] Packet)[] packets =
        [
            (WebRtcWriteMode.Text, "text"u8.ToArray()),
            (WebRtcWriteMode.Binary, "binary"u8.ToArray()),
            (WebRtcWriteMode.Text, []),
            (WebRtcWriteMode.Binary, []),
            (WebRtcWriteMode.Text, "again"u8.ToArray()),
        ];
        Assert.False(b.WasStringPacket());

        foreach (var (mode, packet) in packets)
        {
            a.WriteMode = mode;
            Assert.Equal(WebRtcError.Ok, a.PutPacket(packet));
        }
        pair.PollUntil(() => b.GetAvailablePacketCount() == packets.Length, "all packets");
        Assert.False(b.WasStringPacket()); // nothing was fetched yet

        foreach (var (mode, packet) in packets)
        {
            Assert.Equal(WebRtcError.Ok, b.GetPacket(out var received));
            Assert.Equal(packet, received);
            Assert.Equal(mode == WebRtcWriteMode.Text, b.WasStringPacket());
        }

        // A fetch without a packet fetches nothing.
        Assert.Equal(WebRtcError.Unavailable, b.GetPacket(out _));
        Assert.True(b.WasStringPacket());
    }

    [Fact]
    public void WasStringPacket_BufferTooSmall_Unchanged()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        Assert.Equal(WebRtcError.Ok, a.PutPacket("binary"u8));
        a.WriteMode = WebRtcWriteMode.Text;
        Assert.Equal(WebRtcError.Ok, a.PutPacket("text"u8));
        pair.PollUntil(() => b.GetAvailablePacketCount() == 2, "both packets");

        Assert.True(b.TryGetPacket(new byte[6], out _));
        Assert.False(b.TryGetPacket(new byte[3], out _));

        Assert.False(b.WasStringPacket());
    }
}
