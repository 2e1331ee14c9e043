using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Packets of every size arrive whole, on every kind of channel, in both directions.</summary>
public sealed class DataChannelSizesTests : NativeTest
{
    private static readonly int[] s_sizes = [0, 1, 2, 1023, 1024, 16384, 65535, 65536, 262143, 262144];

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void PutPacket_EverySize_ArrivesIntact(bool negotiated, bool ordered)
    {
        var pair = Own(new Pair());
        var options = new DataChannelOptions { Ordered = ordered };
        var (a, b) = negotiated ? pair.Open(options) : pair.OpenInBand(options: options);

        foreach (var size in s_sizes)
        {
            Carry(pair, a, b, CoreContent.Random(size, size));
            Carry(pair, b, a, CoreContent.Random(size, size + 1));
        }
    }

    [Fact]
    public void PutPacket_AllSizesAtOnceBothWays_ArriveInOrder()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();

        foreach (var size in s_sizes)
        {
            Assert.Equal(WebRtcError.Ok, a.PutPacket(CoreContent.Random(size, size)));
            Assert.Equal(WebRtcError.Ok, b.PutPacket(CoreContent.Random(size, -size)));
        }
        pair.PollUntil(
            () => a.GetAvailablePacketCount() == s_sizes.Length && b.GetAvailablePacketCount() == s_sizes.Length, "all packets");

        Assert.Equal(s_sizes.Select(size => CoreContent.Random(size, size)), CoreContent.TakeAll(b));
        Assert.Equal(s_sizes.Select(size => CoreContent.Random(size, -size)), CoreContent.TakeAll(a));
    }

    [Fact]
    public void PutPacket_CallerReusesBuffer_PacketIsACopy()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        var buffer = new byte[262144];

        for (var i = 0; i < 8; i++)
        {
            buffer.AsSpan().Fill((byte)i);
            Assert.Equal(WebRtcError.Ok, a.PutPacket(buffer));
        }
        buffer.AsSpan().Fill(0xEE);
        pair.PollUntil(() => b.GetAvailablePacketCount() == 8, "all packets");

        Assert.Equal(Enumerable.Range(0, 8), CoreContent.TakeAll(b).Select(packet => (int)packet.Distinct().Single()));
    }

    private static void Carry(Pair pair, WebRtcDataChannel from, WebRtcDataChannel to, byte[] packet)
    {
        Assert.Equal(WebRtcError.Ok, from.PutPacket(packet));
        pair.PollUntil(() => to.GetAvailablePacketCount() == 1, $"a packet of {packet.Length} bytes");
        Assert.Equal(WebRtcError.Ok, to.GetPacket(out var received));
        Assert.Equal(packet.Length, received.Length);
        Assert.True(packet.AsSpan().SequenceEqual(received), $"A packet of {packet.Length} bytes has changed.");
    }
}
