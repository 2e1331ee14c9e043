using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>The send buffer: Busy and GetBufferedAmount.</summary>
public sealed class DataChannelBufferTests : NativeTest
{
    private const int Size = 262144;
    private const int Limit = 16 * 1024 * 1024;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PutPacket_BufferFull_BusyAndWhatWasAcceptedArrivesOnceInOrder(bool negotiated)
    {
        var pair = Own(new Pair());
        var (a, b) = negotiated ? pair.Open() : pair.OpenInBand();

        var accepted = 0;
        var refused = 0;
        // Faster than any network; less than the receiver's limit, so that it is not what ends this.
        while (refused < 10 && accepted < 200)
        {
            var result = a.PutPacket(CoreContent.Numbered(accepted, Size));
            Assert.Contains(result, new[] { WebRtcError.Ok, WebRtcError.Busy });
            Assert.InRange(a.GetBufferedAmount(), 0, Limit);
            if (result == WebRtcError.Ok)
                accepted++;
            else
                refused++;
        }
        Assert.Equal(10, refused);
        Assert.Equal(WebRtcError.Busy, a.LastError.Code);

        pair.PollUntil(() => b.GetAvailablePacketCount() >= accepted, "all that was accepted");
        // A refused packet is sent again with the same number, so a packet queued in spite of Busy would arrive twice.
        Assert.Equal(WebRtcError.Ok, a.PutPacket(CoreContent.Numbered(accepted, Size)));
        pair.PollUntil(() => b.GetAvailablePacketCount() >= accepted + 1, "the packet after Busy");
        Assert.Equal(Enumerable.Range(0, accepted + 1), CoreContent.TakeAll(b).Select(packet => CoreContent.NumberOf(packet)));
        Assert.True(Pair.IsOpen(a) && Pair.IsOpen(b));
    }

    [Fact]
    public void PutPacket_BusyThenDrained_AcceptsAgain()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        var sent = 0;
        var busy = 0;
        var received = 0;

        // 64 MiB through a buffer of 16, read as they come.
        pair.PollUntil(
            () =>
            {
                while (sent < 256)
                {
                    var result = a.PutPacket(CoreContent.Numbered(sent, Size));
                    if (result == WebRtcError.Busy)
                    {
                        busy++;
                        break;
                    }
                    Assert.Equal(WebRtcError.Ok, result);
                    sent++;
                }
                foreach (var packet in CoreContent.TakeAll(b))
                    Assert.Equal(received++, CoreContent.NumberOf(packet));
                return received == 256;
            },
            "64 MiB");

        Assert.True(busy > 0, "The buffer was never full.");
        pair.PollUntil(() => a.GetBufferedAmount() == 0, "an empty send buffer");
    }

    [Fact]
    public void GetBufferedAmount_BurstThenDrained_CountsAndReturnsToZero()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        Assert.Equal(0, a.GetBufferedAmount());

        for (var i = 0; i < 32; i++)
            Assert.Equal(WebRtcError.Ok, a.PutPacket(CoreContent.Numbered(i, Size)));

        // No network takes 8 MiB while the caller copies them.
        Assert.InRange(a.GetBufferedAmount(), 1, 32 * Size);
        Assert.Equal(0, b.GetBufferedAmount());
        pair.PollUntil(() => a.GetBufferedAmount() == 0, "an empty send buffer");
        pair.PollUntil(() => b.GetAvailablePacketCount() == 32, "all packets");
    }

    [Fact]
    public void GetBufferedAmount_ManySmallAndEmpty_ReturnsToZero()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.OpenInBand();

        for (var i = 0; i < 3000; i++)
            Assert.Equal(WebRtcError.Ok, a.PutPacket(new byte[i % 3]));
        pair.PollUntil(() => b.GetAvailablePacketCount() == 3000, "all packets");

        pair.PollUntil(() => a.GetBufferedAmount() == 0, "an empty send buffer");
        Assert.Equal(0, a.GetBufferedAmount()); // not below it either
    }
}
