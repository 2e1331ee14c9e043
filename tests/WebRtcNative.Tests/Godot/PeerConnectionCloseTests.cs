using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Close: the end on this side at once, on the other one soon, and no end for the object.</summary>
public sealed class PeerConnectionCloseTests : NativeTest
{
    [Fact]
    public void Close_Twice_IsHarmless()
    {
        var connection = Own(new WebRtcPeerConnection());

        connection.Close();
        connection.Close();

        Assert.Equal(WebRtcConnectionState.Closed, connection.GetConnectionState());
        Assert.Equal(SignalingState.Closed, connection.GetSignalingState());
    }

    [Fact]
    public void Close_WithEventsWaiting_RaisesNoneOfThem()
    {
        var connection = Own(new WebRtcPeerConnection());
        var other = Own(new WebRtcPeerConnection());
        var raised = Pair.Record(connection);
        var raisedByOther = Pair.Record(other);
        Assert.NotNull(connection.CreateDataChannel("channel"));
        Assert.NotNull(other.CreateDataChannel("channel"));
        Offer(connection, raised);
        Offer(other, raisedByOther);
        for (var i = 0; i < 3; i++)
            Assert.Equal(WebRtcError.Ok, connection.CreateOffer());
        // All connections share a signaling thread: when the other's offer is in the queue, these three events are too.
        Offer(other, raisedByOther);

        connection.Close();

        Assert.Equal(WebRtcError.Unconfigured, connection.Poll());
        Assert.Single(raised);
        Assert.Equal(WebRtcError.Ok, connection.Initialize());
        Assert.Equal(WebRtcError.Ok, connection.Poll());
        Assert.Single(raised);
    }

    [Fact]
    public void Close_Connected_EverythingIsClosedAtOnce()
    {
        var pair = Own(new Pair());
        var (a, _) = pair.Open();
        var raised = Pair.Record(pair.A);

        pair.A.Close();

        Assert.Equal(DataChannelState.Closed, a.GetReadyState());
        Assert.Equal(WebRtcConnectionState.Closed, pair.A.GetConnectionState());
        Assert.Equal(SignalingState.Closed, pair.A.GetSignalingState());
        Assert.Null(pair.A.CreateDataChannel("late"));
        Assert.Equal(WebRtcError.Unconfigured, pair.A.CreateOffer());
        Assert.Equal(WebRtcError.Unconfigured, pair.A.SetLocalDescription("offer", "v=0"));
        Assert.Equal(WebRtcError.Unconfigured, pair.A.SetRemoteDescription("answer", "v=0"));
        Assert.Equal(WebRtcError.Unconfigured, pair.A.AddIceCandidate("0", 0, ""));
        Assert.Equal(WebRtcError.Unconfigured, pair.A.Poll());
        Assert.Equal(WebRtcError.Unconfigured, pair.A.LastError.Code);
        Assert.NotEmpty(pair.A.LastError.Message);
        Assert.Empty(raised);
    }

    // At once, not only when the engine has got round to it.
    [Fact]
    public void Close_ItsChannels_TakeNoMorePackets()
    {
        var pair = Own(new Pair());
        var (a, _) = pair.Open();

        pair.A.Close();

        Assert.Equal(WebRtcError.Unconfigured, a.PutPacket("late"u8));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Close_Connected_TheRemoteSideLearnsIt(bool byTheOfferer)
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        pair.PollUntil(() => IsConnected(pair.A) && IsConnected(pair.B), "both connected");
        var (closer, remote, channel) = byTheOfferer ? (pair.A, pair.B, b) : (pair.B, pair.A, a);
        var states = new List<WebRtcConnectionState>();
        remote.ConnectionStateChanged += states.Add;

        closer.Close();

        pair.PollUntil(() => channel.GetReadyState() == DataChannelState.Closed, "the remote channel closed");
        pair.PollUntil(() => states.Count > 0, "the remote connection's state changed");
        Assert.Equal(states[^1], remote.GetConnectionState());
        // Not New: that is where channels may be created.
        Assert.Contains(states[^1], new[] { WebRtcConnectionState.Disconnected, WebRtcConnectionState.Failed, WebRtcConnectionState.Closed });
    }

    [Fact]
    public void Close_ThenInitialize_ConnectsAgainOnTheSameObjects()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        pair.Carry(a, b);
        for (var round = 0; round < 3; round++)
        {
            pair.A.Close();
            pair.B.Close();
            var (nextA, nextB) = pair.Reconnect();

            Assert.Equal(DataChannelState.Closed, a.GetReadyState());
            Assert.Equal(DataChannelState.Closed, b.GetReadyState());
            (a, b) = (nextA, nextB);
        }
    }

    [Fact]
    public void Close_RightAfterEachStep_IsHarmless()
    {
        for (var steps = 0; steps < 12; steps++)
        {
            var pair = Own(new Pair());
            Assert.NotNull(pair.A.CreateDataChannel("channel"));
            Assert.Equal(WebRtcError.Ok, pair.A.CreateOffer());
            for (var step = 0; step < steps; step++)
            {
                pair.Poll();
                Wait.Frame();
            }
            var raised = Pair.Record(pair.A);

            pair.A.Close();

            Assert.Equal(WebRtcError.Unconfigured, pair.A.Poll());
            Assert.Equal(WebRtcError.Ok, pair.B.Poll());
            Assert.Empty(raised);
        }
    }

    [Fact]
    public void Close_WhatArrivedBefore_StaysReadable()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();
        Assert.Equal(WebRtcError.Ok, a.PutPacket("before"u8));
        pair.PollUntil(() => b.GetAvailablePacketCount() == 1, "a packet at B");

        pair.B.Close();

        Assert.Equal(WebRtcError.Ok, b.GetPacket(out var packet));
        Assert.Equal("before"u8, packet);
    }

    private static bool IsConnected(WebRtcPeerConnection connection) => connection.GetConnectionState() == WebRtcConnectionState.Connected;

    private static void Offer(WebRtcPeerConnection connection, List<string> raised)
    {
        var before = raised.Count;
        Assert.Equal(WebRtcError.Ok, connection.CreateOffer());
        Wait.Until(() => raised.Count > before, "an offer", () => connection.Poll());
    }
}
