using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>The classic wiring, with nothing hostile about it, must not report failures.</summary>
public sealed class PeerConnectionWiringTests : NativeTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OperationFailed_ClassicWiring_IsNotRaised(bool negotiated)
    {
        var pair = Own(new Pair());
        var failures = new List<string>();
        pair.A.OperationFailed += (name, error) => failures.Add($"A {name}: {error}");
        pair.B.OperationFailed += (name, error) => failures.Add($"B {name}: {error}");

        var (a, b) = negotiated ? pair.Open() : pair.OpenInBand();
        pair.PollUntil(
            () => pair.A.GetGatheringState() == IceGatheringState.Complete && pair.B.GetGatheringState() == IceGatheringState.Complete,
            "both gathered");
        pair.Carry(a, b);
        pair.Carry(b, a);

        Assert.True(failures.Count == 0, string.Join("\n", failures));
        Assert.Equal(WebRtcError.Ok, pair.A.LastError.Code);
        Assert.Equal(WebRtcError.Ok, pair.B.LastError.Code);
    }

    // A short string is kept in the event itself by the engine's language, and must survive the batch that it comes in.
    [Fact]
    public void IceCandidateCreated_ManyConnections_EveryMediaIsThatOfTheOffer()
    {
        var media = new List<string>();
        var names = new List<string>();
        for (var round = 0; round < 20; round++)
        {
            var connection = Own(new WebRtcPeerConnection());
            connection.SessionDescriptionCreated += (type, sdp) =>
            {
                Assert.Contains("a=mid:0\r\n", sdp);
                connection.SetLocalDescription(type, sdp);
            };
            connection.IceCandidateCreated += (mid, _, name) =>
            {
                media.Add(mid);
                names.Add(name);
            };
            Assert.NotNull(connection.CreateDataChannel("channel"));
            Assert.Equal(WebRtcError.Ok, connection.CreateOffer());
            Wait.Until(() => connection.GetGatheringState() == IceGatheringState.Complete, "gathered", () => connection.Poll());
        }

        Assert.NotEmpty(media);
        Assert.All(media, mid => Assert.Equal("0", mid));
        Assert.All(names, name => Assert.StartsWith("candidate:", name));
    }
}
