using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>GetPacket, TryGetPacket and GetAvailablePacketCount.</summary>
public sealed class DataChannelGetPacketTests : NativeTest
{
    [Fact]
    public void GetPacket_Empty_Unavailable()
    {
        var pair = Own(new Pair());
        var connecting = pair.A.CreateDataChannel("connecting")!;
        Assert.Equal(WebRtcError.Unavailable, connecting.GetPacket(out var packet));
        Assert.Empty(packet);

        var (a, _) = pair.Open();

        Assert.Equal(WebRtcError.Unavailable, a.GetPacket(out packet));
        Assert.Equal(WebRtcError.Unavailable, a.LastError.Code);
        Assert.Empty(packet);
        Assert.Equal(0, a.GetAvailablePacketCount());
    }

    [Fact]
    public void GetPacket_Disposed_Unconfigured()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        Assert.Equal(WebRtcError.Ok, a.PutPacket("dropped"u8));
        pair.PollUntil(() => b.GetAvailablePacketCount() == 1, "the packet");

        b.Dispose();

        Assert.Equal(WebRtcError.Unconfigured, b.GetPacket(out var packet));
        Assert.Empty(packet);
        Assert.False(b.TryGetPacket(new byte[16], out var length));
        Assert.Equal(0, length);
        Assert.Equal(0, b.GetAvailablePacketCount());
    }

    [Fact]
    public void TryGetPacket_Empty_FalseWithLengthZero()
    {
        var pair = Own(new Pair());
        var (a, _) = pair.Open();

        Assert.False(a.TryGetPacket(new byte[16], out var length));
        Assert.Equal(0, length);
        Assert.False(a.TryGetPacket([], out length));
        Assert.Equal(0, length);
    }

    [Fact]
    public void TryGetPacket_BufferTooSmall_PacketStaysAndLengthTells()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        var packet = CoreContent.Random(1000, 1);
        Assert.Equal(WebRtcError.Ok, a.PutPacket(packet));
        pair.PollUntil(() => b.GetAvailablePacketCount() == 1, "the packet");

        foreach (var tooSmall in new[] { 0, 1, 999 })
        {
            var small = new byte[tooSmall];
            Assert.False(b.TryGetPacket(small, out var needed));
            Assert.Equal(1000, needed);
            Assert.False(small.AsSpan().ContainsAnyExcept((byte)0)); // nothing is copied in part
            Assert.Equal(1, b.GetAvailablePacketCount());
        }

        var exact = new byte[1000];
        Assert.True(b.TryGetPacket(exact, out var length));
        Assert.Equal(1000, length);
        Assert.Equal(packet, exact);
        Assert.Equal(0, b.GetAvailablePacketCount());
    }

    [Fact]
    public void TryGetPacket_LargerBuffer_RestUntouched()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        Assert.Equal(WebRtcError.Ok, a.PutPacket("packet"u8));
        pair.PollUntil(() => b.GetAvailablePacketCount() == 1, "the packet");
        var buffer = Enumerable.Repeat((byte)0xAA, 64).ToArray();

        Assert.True(b.TryGetPacket(buffer, out var length));

        Assert.Equal(6, length);
        Assert.Equal("packet"u8.ToArray(), buffer[..6]);
        Assert.False(buffer.AsSpan(6).ContainsAnyExcept((byte)0xAA));
    }

    [Fact]
    public void TryGetPacket_EmptyPacketIntoEmptyBuffer_True()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        Assert.Equal(WebRtcError.Ok, a.PutPacket([]));
        pair.PollUntil(() => b.GetAvailablePacketCount() == 1, "the packet");

        Assert.True(b.TryGetPacket([], out var length));
        Assert.Equal(0, length);
        Assert.False(b.TryGetPacket([], out _));
    }

    [Fact]
    public void GetAvailablePacketCount_PacketsComeAndGo_Counts()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        for (var i = 0; i < 5; i++)
            Assert.Equal(WebRtcError.Ok, a.PutPacket(CoreContent.Numbered(i, 100)));
        pair.PollUntil(() => b.GetAvailablePacketCount() == 5, "five packets");

        for (var left = 4; left >= 0; left--)
        {
            Assert.Equal(WebRtcError.Ok, b.GetPacket(out _));
            Assert.Equal(left, b.GetAvailablePacketCount());
        }
        Assert.Equal(0, a.GetAvailablePacketCount());
    }

    [Fact]
    public void GetPacket_WithoutPoll_Arrives()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();

        // Packets need no poll; only states change in it.
        Assert.Equal(WebRtcError.Ok, a.PutPacket("unpolled"u8));
        Wait.Until(() => b.GetAvailablePacketCount() == 1, "the packet without any Poll");

        Assert.Equal("unpolled"u8.ToArray(), Assert.Single(CoreContent.TakeAll(b)));
    }

    [Theory]
    [InlineData("the other side's channel")]
    [InlineData("the own channel")]
    [InlineData("the other connection")]
    [InlineData("the own connection")]
    public void GetPacket_ArrivedBeforeClose_StaysReadable(string closed)
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        for (var i = 0; i < 3; i++)
            Assert.Equal(WebRtcError.Ok, a.PutPacket(CoreContent.Numbered(i, 50_000)));
        pair.PollUntil(() => b.GetAvailablePacketCount() == 3, "all packets");

        switch (closed)
        {
            case "the other side's channel":
                a.Close();
                break;
            case "the own channel":
                b.Close();
                break;
            case "the other connection":
                pair.A.Close();
                break;
            default:
                pair.B.Close();
                break;
        }
        pair.PollUntil(() => b.GetReadyState() == DataChannelState.Closed, "B closed");

        Assert.Equal(3, b.GetAvailablePacketCount());
        Assert.Equal([0, 1, 2], CoreContent.TakeAll(b).Select(packet => CoreContent.NumberOf(packet)));
        Assert.Equal(WebRtcError.Unavailable, b.GetPacket(out _));
    }
}
