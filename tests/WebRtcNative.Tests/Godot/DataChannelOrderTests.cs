using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Order, loss and duplicates.</summary>
public sealed class DataChannelOrderTests : NativeTest
{
    private const int Count = 10_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PutPacket_TenThousandOrdered_ArriveInOrderExactlyOnce(bool negotiated)
    {
        var pair = Own(new Pair());
        var (a, b) = negotiated ? pair.Open() : pair.OpenInBand();
        var sent = 0;
        var received = 0;

        pair.PollUntil(
            () =>
            {
                // In portions, so that sending, arriving and fetching overlap.
                for (var i = 0; i < 500 && sent < Count; i++)
                    Assert.Equal(WebRtcError.Ok, a.PutPacket(CoreContent.Numbered(sent++, 4 + sent % 300)));
                foreach (var packet in CoreContent.TakeAll(b))
                    Assert.Equal(received++, CoreContent.NumberOf(packet));
                return received >= Count;
            },
            "all packets");

        a.Close();
        pair.PollUntil(() => b.GetReadyState() == DataChannelState.Closed, "B closed");
        Assert.Equal(0, b.GetAvailablePacketCount());
    }

    [Fact]
    public void PutPacket_UnorderedReliable_EachArrivesOnce()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open(new DataChannelOptions { Ordered = false });

        for (var i = 0; i < 3000; i++)
            Assert.Equal(WebRtcError.Ok, a.PutPacket(CoreContent.Numbered(i, i % 100 == 0 ? 20_000 : 100)));
        a.Close();
        pair.PollUntil(() => b.GetReadyState() == DataChannelState.Closed, "B closed");

        Assert.Equal(Enumerable.Range(0, 3000), CoreContent.TakeAll(b).Select(packet => CoreContent.NumberOf(packet)).Order());
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(null, 1)]
    public void PutPacket_Unreliable_WhatArrivesIsIntactAndNotDoubled(int? maxRetransmits, int? maxPacketLifeTime)
    {
        var pair = Own(new Pair());
        var options = new DataChannelOptions
        {
            Ordered = false,
            MaxRetransmits = maxRetransmits,
            MaxPacketLifeTime = maxPacketLifeTime is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
        };
        var (a, b) = pair.Open(options);

        // Some of several network packets: one of which may be lost, and then nothing of it may arrive.
        for (var i = 0; i < Count; i++)
        {
            var number = i;
            pair.PollUntil(
                () =>
                {
                    var result = a.PutPacket(CoreContent.Numbered(number, number % 10 == 0 ? 5000 : 500));
                    Assert.Contains(result, new[] { WebRtcError.Ok, WebRtcError.Busy });
                    return result == WebRtcError.Ok;
                },
                "room in the send buffer");
        }
        a.Close();
        if (EngineLimits.ClosesAfterExpiredMessages)
            pair.PollUntil(() => b.GetReadyState() == DataChannelState.Closed, "B closed");
        else
            pair.PollUntil(() => a.GetBufferedAmount() == 0 && b.GetAvailablePacketCount() > 0, "everything sent");

        var numbers = CoreContent.TakeAll(b).ConvertAll(packet =>
        {
            var number = CoreContent.NumberOf(packet);
            Assert.Equal(number % 10 == 0 ? 5000 : 500, packet.Length);
            return number;
        });
        Assert.NotEmpty(numbers);
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        Assert.All(numbers, number => Assert.InRange(number, 0, Count - 1));
    }
}
