using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.DataChannels;

/// <summary>Channels that are opened, sent on and closed before the peer can have answered: their reset is at the receiver
/// as soon as it knows of them.</summary>
public sealed class ShortLivedChannelTests : NativeTest
{
    private const int Channels = 400;
    private const int Messages = 5;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Close_RightAfterSending_EverythingArrives(bool ordered)
    {
        var queue = Own(new EventQueue());
        var pair = Own(new CorePair(queue));
        pair.Open();
        pair.ReceivedByB.Clear();

        for (var i = 0; i < Channels; i++)
            OpenSendAndClose(pair, queue, i, ordered);

        pair.Until(() => pair.ReceivedByB.Count == Channels, "all channels received");
        pair.Until(() => pair.ReceivedByB.All(channel => channel.State == DataChannelState.Closed), "all channels closed");
        Assert.All(pair.ReceivedByB, channel => Assert.Null(channel.Error));
        var received = pair.ReceivedByB.Select(channel => (channel.Label, Messages: CoreContent.TakeAll(channel))).ToList();
        Assert.Equal(Channels, received.DistinctBy(channel => channel.Label).Count());
        Assert.DoesNotContain(received, channel => channel.Messages.Count != Messages);
    }

    private static void OpenSendAndClose(CorePair pair, EventQueue queue, int index, bool ordered)
    {
        using var channel = pair.A.CreateDataChannel($"{index}", new DataChannelOptions { Ordered = ordered });
        Wait.Until(() => SpinUntilOpen(queue, channel), "open");
        for (var i = 0; i < Messages; i++)
            channel.Send([(byte)i]);
        channel.Close();
    }

    // A frame's pause would give the receiver its time.
    private static bool SpinUntilOpen(EventQueue queue, DataChannel channel) =>
        SpinWait.SpinUntil(
            () =>
            {
                queue.Poll();
                return channel.State == DataChannelState.Open;
            },
            millisecondsTimeout: 100);
}
