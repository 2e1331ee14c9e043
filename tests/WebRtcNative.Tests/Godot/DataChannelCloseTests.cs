using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Close and Dispose of a channel.</summary>
public sealed class DataChannelCloseTests : NativeTest
{
    private const int Count = 20;
    private const int Size = 262144;

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Close_FiveMegabytesJustSent_AllArriveBeforeClosed(bool negotiated, bool dispose)
    {
        var pair = Own(new Pair());
        var (a, b) = negotiated ? pair.Open() : pair.OpenInBand();

        for (var i = 0; i < Count; i++)
            Assert.Equal(WebRtcError.Ok, a.PutPacket(CoreContent.Numbered(i, Size)));
        if (dispose)
            a.Dispose();
        else
            a.Close();
        pair.PollUntil(() => b.GetReadyState() == DataChannelState.Closed, "B closed");

        AssertArrived(Count, b);
    }

    [Fact]
    public void Close_ManySmallJustSent_AllArriveBeforeClosed()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();

        for (var i = 0; i < 2000; i++)
            Assert.Equal(WebRtcError.Ok, a.PutPacket(CoreContent.Numbered(i, 10)));
        a.Close();
        pair.PollUntil(() => b.GetReadyState() == DataChannelState.Closed, "B closed");

        AssertArrived(2000, b);
    }

    [Fact]
    public void Close_BothSidesAtOnceWithTraffic_BothCloseAndConnectionStays()
    {
        var pair = Own(new Pair());
        var other = pair.A.CreateDataChannel("other")!;
        var (a, b) = pair.Open();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(WebRtcError.Ok, a.PutPacket(CoreContent.Numbered(i, Size)));
            Assert.Equal(WebRtcError.Ok, b.PutPacket(CoreContent.Numbered(i, Size)));
        }

        a.Close();
        b.Close();
        pair.PollUntil(() => a.GetReadyState() == DataChannelState.Closed && b.GetReadyState() == DataChannelState.Closed, "both closed");

        pair.PollUntil(() => Pair.IsOpen(other) && pair.ReceivedByB.Count == 1, "the other channel open");
        Assert.Equal(WebRtcError.Ok, other.PutPacket("goes on"u8));
        pair.PollUntil(() => pair.ReceivedByB[0].GetAvailablePacketCount() == 1, "a packet on the other channel");
    }

    [Fact]
    public void Close_Repeated_Nothing()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();

        a.Close();
        a.Close();
        pair.PollUntil(() => a.GetReadyState() == DataChannelState.Closed && b.GetReadyState() == DataChannelState.Closed, "both closed");
        a.Close();
        b.Close();
        a.Dispose();
        a.Close();
        a.Dispose();

        Assert.Equal(DataChannelState.Closed, a.GetReadyState());
        Assert.Equal(DataChannelState.Closed, b.GetReadyState());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Close_Connecting_ClosesAndOthersConnect(bool negotiated)
    {
        var pair = Own(new Pair());
        var options = negotiated ? new DataChannelOptions { Negotiated = true, Id = 9 } : null;
        var closed = pair.A.CreateDataChannel("closed", options)!;

        closed.Close();
        Assert.NotEqual(WebRtcError.Ok, closed.PutPacket("no"u8));
        var (a, b) = pair.Open();
        pair.PollUntil(() => closed.GetReadyState() == DataChannelState.Closed, "the channel that was closed early closed");

        Assert.Equal(WebRtcError.Unconfigured, closed.PutPacket("no"u8));
        Assert.Equal(WebRtcError.Ok, a.PutPacket("yes"u8));
        pair.PollUntil(() => b.GetAvailablePacketCount() == 1, "a packet");
    }

    [Fact]
    public void Dispose_Connecting_OthersConnect()
    {
        var pair = Own(new Pair());
        var disposed = pair.A.CreateDataChannel("disposed")!;

        disposed.Dispose();
        var (a, b) = pair.Open();

        Assert.Equal(DataChannelState.Closed, disposed.GetReadyState());
        Assert.Equal(WebRtcError.Unconfigured, disposed.PutPacket("no"u8));
        Assert.Equal(WebRtcError.Ok, a.PutPacket("yes"u8));
        pair.PollUntil(() => b.GetAvailablePacketCount() == 1, "a packet");
    }

    [Fact]
    public void Dispose_Open_OtherSideCloses()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.OpenInBand();

        b.Dispose();
        pair.PollUntil(() => a.GetReadyState() == DataChannelState.Closed, "A closed");

        Assert.Equal(DataChannelState.Closed, b.GetReadyState());
        Assert.Equal(WebRtcError.Unconfigured, b.Poll());
    }

    [Fact]
    public void Close_InsideDataChannelReceived_OtherSideCloses()
    {
        var pair = Own(new Pair());
        pair.B.DataChannelReceived += channel => channel.Close();
        var a = pair.A.CreateDataChannel("unwanted")!;

        pair.A.CreateOffer();
        pair.PollUntil(() => a.GetReadyState() == DataChannelState.Closed, "A closed");

        pair.PollUntil(() => pair.ReceivedByB[0].GetReadyState() == DataChannelState.Closed, "B closed");
    }

    [Fact]
    public void EveryMethod_Disposed_NeverThrows()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.OpenInBand();
        var connecting = Own(new Pair()).A.CreateDataChannel("connecting")!;

        foreach (var channel in new[] { a, b, connecting })
        {
            channel.Dispose();
            foreach (var method in typeof(WebRtcDataChannel).GetMethods())
            {
                if (method.DeclaringType != typeof(WebRtcDataChannel))
                    continue;
                Assert.True(Record.Exception(() => Call(channel, method)) is null, $"{method.Name} throws.");
            }
        }
    }

    private static void Call(WebRtcDataChannel channel, System.Reflection.MethodInfo method)
    {
        switch (method.Name)
        {
            // Reflection cannot pass spans.
            case nameof(WebRtcDataChannel.PutPacket):
                Assert.NotEqual(WebRtcError.Ok, channel.PutPacket("packet"u8));
                break;
            case nameof(WebRtcDataChannel.TryGetPacket):
                Assert.False(channel.TryGetPacket(new byte[1], out _));
                break;
            default:
                method.Invoke(channel, [.. method.GetParameters().Select(parameter =>
                    parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null)]);
                break;
        }
    }

    /// <summary>All of them, in order.</summary>
    private static void AssertArrived(int count, WebRtcDataChannel channel)
    {
        var arrived = CoreContent.TakeAll(channel).Select(packet => CoreContent.NumberOf(packet)).ToList();
        Assert.Equal(Enumerable.Range(0, count), arrived);
    }
}
