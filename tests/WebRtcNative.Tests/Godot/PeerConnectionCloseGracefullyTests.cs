using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>The polled way to close so that nothing is lost.</summary>
public sealed class PeerConnectionCloseGracefullyTests : NativeTest
{
    private const int Packets = 200;

    [Fact]
    public void CloseGracefully_MuchUnderWay_PeerHasEverything()
    {
        var pair = Own(new Pair());
        var (ours, theirs) = pair.Open();
        for (var i = 0; i < Packets; i++)
            Assert.Equal(WebRtcError.Ok, ours.PutPacket(new byte[16 * 1024]));

        Assert.Equal(WebRtcError.Ok, pair.A.CloseGracefully());

        Assert.Equal(WebRtcError.Ok, pair.A.CloseGracefully());
        Assert.Equal(WebRtcConnectionState.Connected, pair.A.GetConnectionState());
        Assert.Equal(WebRtcError.Unavailable, ours.PutPacket([1]));
        pair.PollUntil(() => pair.A.GetConnectionState() == WebRtcConnectionState.Closed, "closed");
        Assert.Equal(WebRtcError.Unconfigured, pair.A.Poll());
        Assert.Equal(WebRtcError.Unconfigured, pair.A.CloseGracefully());
        pair.PollUntil(() => theirs.GetReadyState() == DataChannelState.Closed, "the peer's channel closed");
        Assert.Equal(Packets, theirs.GetAvailablePacketCount());
    }

    /// <summary>The core closes on a thread of the pool, but nothing changes between two polls.</summary>
    [Fact]
    public void CloseGracefully_BetweenPolls_StateStays()
    {
        var connection = Own(new WebRtcPeerConnection());
        connection.CloseGracefully();
        Wait.Until(() => WebRtcNative.Interop.NativeRuntime.WaitForClosings(TimeSpan.Zero) == 0, "the engine's part");

        Assert.Equal(WebRtcConnectionState.New, connection.GetConnectionState());
        Wait.Until(() => connection.GetConnectionState() == WebRtcConnectionState.Closed, "closed", () => connection.Poll());
    }

    [Fact]
    public void CloseGracefully_OperationUnderWay_NoFailureIsRaised()
    {
        var connection = Own(new WebRtcPeerConnection());
        var failures = new List<string>();
        connection.OperationFailed += (name, _) => failures.Add(name);
        // It waits for the remote description.
        Assert.Equal(WebRtcError.Ok, connection.AddIceCandidate("0", 0, "candidate:1 1 udp 1 127.0.0.1 5000 typ host"));

        connection.CloseGracefully();

        Wait.Until(() => connection.GetConnectionState() == WebRtcConnectionState.Closed, "closed", () => connection.Poll());
        Assert.Empty(failures);
    }

    [Fact]
    public void Close_DuringIt_ClosesAtOnce()
    {
        var pair = Own(new Pair());
        pair.Open();
        pair.A.CloseGracefully();

        pair.A.Close();

        Assert.Equal(WebRtcConnectionState.Closed, pair.A.GetConnectionState());
    }

    [Fact]
    public void Initialize_DuringIt_NewConnectionStaysOpen()
    {
        var pair = Own(new Pair());
        pair.Open();
        pair.A.CloseGracefully();

        Assert.Equal(WebRtcError.Ok, pair.A.Initialize());

        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(WebRtcError.Ok, pair.A.Poll());
            Wait.Frame();
        }
        Assert.Equal(WebRtcConnectionState.New, pair.A.GetConnectionState());
    }

    [Fact]
    public void CloseGracefully_InAHandler_Closes()
    {
        var pair = Own(new Pair());
        pair.B.DataChannelReceived += _ => pair.B.CloseGracefully();
        pair.A.CreateDataChannel("channel");
        pair.A.CreateOffer();

        pair.PollUntil(() => pair.B.GetConnectionState() == WebRtcConnectionState.Closed, "closed");
    }
}
