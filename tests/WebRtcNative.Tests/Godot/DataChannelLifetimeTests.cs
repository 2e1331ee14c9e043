using System.Runtime.CompilerServices;
using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Channels without references.</summary>
public sealed class DataChannelLifetimeTests : NativeTest
{
    [Fact]
    public void Channel_NoReferenceOnOneSide_StaysOpen()
    {
        var pair = Own(new Pair());
        var kept = pair.A.CreateDataChannel("kept")!;
        var dropped = OpenAndDrop(pair, kept);

        for (var i = 0; i < 5; i++)
        {
            Collect();
            Assert.Equal(WebRtcError.Ok, dropped.PutPacket(CoreContent.Numbered(i, 100)));
            RoundTrip(pair, kept);
        }

        Assert.Equal(DataChannelState.Open, dropped.GetReadyState());
    }

    [Fact]
    public void Channel_NoReferenceOnBothSides_ConnectionGoesOn()
    {
        var pair = Own(new Pair());
        CreateAndDrop(pair);
        var kept = pair.A.CreateDataChannel("kept")!;

        pair.A.CreateOffer();
        // B receiving it, open, proves that A's object is alive.
        pair.PollUntil(
            () =>
            {
                Collect();
                return pair.ReceivedByB.Count == 2 && pair.ReceivedByB.All(Pair.IsOpen) && Pair.IsOpen(kept);
            },
            "both channels at B");

        for (var i = 0; i < 5; i++)
        {
            Collect();
            RoundTrip(pair, kept);
        }
        Assert.All(pair.ReceivedByB, channel => Assert.True(Pair.IsOpen(channel)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CreateAndDrop(Pair pair) => Assert.NotNull(pair.A.CreateDataChannel("dropped"));

    /// <summary>A's end of a channel whose object at B has no references.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WebRtcDataChannel OpenAndDrop(Pair pair, WebRtcDataChannel kept)
    {
        var dropped = pair.A.CreateDataChannel("dropped")!;
        pair.A.CreateOffer();
        pair.PollUntil(() => pair.ReceivedByB.Count == 2 && pair.ReceivedByB.All(Pair.IsOpen) && Pair.IsOpen(kept) && Pair.IsOpen(dropped), "all open");
        pair.ReceivedByB.RemoveAll(channel => channel.GetLabel() == "dropped");
        return dropped;
    }

    // Long enough for a closing procedure to be seen, had there been one.
    private static void RoundTrip(Pair pair, WebRtcDataChannel a)
    {
        var b = pair.ReceivedByB.Single(channel => channel.GetLabel() == "kept");
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(WebRtcError.Ok, a.PutPacket("ping"u8));
            pair.PollUntil(() => b.GetPacket(out _) == WebRtcError.Ok, "ping");
            Assert.Equal(WebRtcError.Ok, b.PutPacket("pong"u8));
            pair.PollUntil(() => a.GetPacket(out _) == WebRtcError.Ok, "pong");
        }
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
