using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>The constructor, and numbers that the contract fixes.</summary>
public sealed class PeerConnectionLifetimeTests : NativeTest
{
    [Fact]
    public void Constructor_NoInitialize_IsUsableAtOnce()
    {
        var a = Own(new WebRtcPeerConnection());
        var b = Own(new WebRtcPeerConnection());
        a.SessionDescriptionCreated += (type, sdp) => a.SetLocalDescription(type, sdp);
        a.SessionDescriptionCreated += (type, sdp) => b.SetRemoteDescription(type, sdp);
        a.IceCandidateCreated += (media, index, name) => b.AddIceCandidate(media, index, name);
        b.SessionDescriptionCreated += (type, sdp) => b.SetLocalDescription(type, sdp);
        b.SessionDescriptionCreated += (type, sdp) => a.SetRemoteDescription(type, sdp);
        b.IceCandidateCreated += (media, index, name) => a.AddIceCandidate(media, index, name);
        WebRtcDataChannel? received = null;
        b.DataChannelReceived += channel => received = channel;

        Assert.NotNull(a.CreateDataChannel("channel"));
        Assert.Equal(WebRtcError.Ok, a.CreateOffer());

        Wait.Until(() => received != null && Pair.IsOpen(received), "a channel at B", () =>
        {
            Assert.Equal(WebRtcError.Ok, a.Poll());
            Assert.Equal(WebRtcError.Ok, b.Poll());
        });
    }

    [Fact]
    public void Constructor_States_AreTheFirstOnes()
    {
        var connection = Own(new WebRtcPeerConnection());

        Assert.Equal(WebRtcConnectionState.New, connection.GetConnectionState());
        Assert.Equal(IceGatheringState.New, connection.GetGatheringState());
        Assert.Equal(SignalingState.Stable, connection.GetSignalingState());
        Assert.Null(connection.GetSelectedCandidatePair());
        Assert.Equal(WebRtcError.Ok, connection.LastError.Code);
        Assert.Empty(connection.LastError.Message);
        Assert.Equal(RtcErrorType.None, connection.LastError.EngineErrorType);
    }

    [Fact]
    public void Poll_NothingHappened_IsOkAndRaisesNothing()
    {
        var connection = Own(new WebRtcPeerConnection());
        var raised = Pair.Record(connection);

        Assert.Equal(WebRtcError.Ok, connection.Poll());

        Assert.Empty(raised);
        Assert.Equal(WebRtcError.Ok, connection.LastError.Code);
    }

    [Theory]
    [InlineData(WebRtcError.Ok, 0)]
    [InlineData(WebRtcError.Failed, 1)]
    [InlineData(WebRtcError.Unavailable, 2)]
    [InlineData(WebRtcError.Unconfigured, 3)]
    [InlineData(WebRtcError.Unauthorized, 4)]
    [InlineData(WebRtcError.ParameterRangeError, 5)]
    [InlineData(WebRtcError.OutOfMemory, 6)]
    [InlineData(WebRtcError.InvalidParameter, 31)]
    [InlineData(WebRtcError.AlreadyExists, 32)]
    [InlineData(WebRtcError.Busy, 44)]
    [InlineData(WebRtcError.Bug, 47)]
    public void WebRtcError_Values_AreGodots(WebRtcError error, int value) => Assert.Equal(value, (int)error);

    [Theory]
    [InlineData(WebRtcConnectionState.New, 0)]
    [InlineData(WebRtcConnectionState.Connecting, 1)]
    [InlineData(WebRtcConnectionState.Connected, 2)]
    [InlineData(WebRtcConnectionState.Disconnected, 3)]
    [InlineData(WebRtcConnectionState.Failed, 4)]
    [InlineData(WebRtcConnectionState.Closed, 5)]
    public void ConnectionState_Values_AreGodots(WebRtcConnectionState state, int value) => Assert.Equal(value, (int)state);

    [Theory]
    [InlineData(IceGatheringState.New, 0)]
    [InlineData(IceGatheringState.Gathering, 1)]
    [InlineData(IceGatheringState.Complete, 2)]
    public void GatheringState_Values_AreGodots(IceGatheringState state, int value) => Assert.Equal(value, (int)state);

    [Theory]
    [InlineData(SignalingState.Stable, 0)]
    [InlineData(SignalingState.HaveLocalOffer, 1)]
    [InlineData(SignalingState.HaveRemoteOffer, 2)]
    [InlineData(SignalingState.HaveLocalPrAnswer, 3)]
    [InlineData(SignalingState.HaveRemotePrAnswer, 4)]
    [InlineData(SignalingState.Closed, 5)]
    public void SignalingState_Values_AreGodots(SignalingState state, int value) => Assert.Equal(value, (int)state);
}
