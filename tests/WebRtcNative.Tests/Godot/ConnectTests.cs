using System.Text;
using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>The classic wiring, end to end.</summary>
public sealed class ConnectTests : NativeTest
{
    [Fact]
    public void CreateOffer_ClassicWiring_ConnectsAndCarriesPackets()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.OpenInBand("chat");

        Assert.Equal("chat", b.GetLabel());
        Assert.Equal(WebRtcError.Ok, a.PutPacket("hello"u8));
        pair.PollUntil(() => b.GetAvailablePacketCount() == 1, "a packet at B");
        Assert.Equal(WebRtcError.Ok, b.GetPacket(out var packet));
        Assert.Equal("hello", Encoding.UTF8.GetString(packet));
        pair.PollUntil(() => pair.A.GetConnectionState() == WebRtcConnectionState.Connected, "A connected");
        Assert.NotNull(pair.A.GetSelectedCandidatePair());
    }
}
