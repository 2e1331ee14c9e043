using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>The three states, on their way from the first to the last.</summary>
public sealed class PeerConnectionStateTests : NativeTest
{
    [Fact]
    public void GetSignalingState_StepByStep_RunsThroughEveryState()
    {
        var pair = Own(new Pair(wired: false));
        var created = new List<(string Type, string Sdp)>();
        pair.A.SessionDescriptionCreated += (type, sdp) => created.Add((type, sdp));
        pair.B.SessionDescriptionCreated += (type, sdp) => created.Add((type, sdp));
        Assert.NotNull(pair.A.CreateDataChannel("channel"));
        Assert.Equal(WebRtcError.Ok, pair.A.CreateOffer());
        pair.PollUntil(() => created.Count == 1, "the offer");
        Assert.Equal("offer", created[0].Type);
        Assert.Equal(SignalingState.Stable, pair.A.GetSignalingState());
        Assert.Equal(IceGatheringState.New, pair.A.GetGatheringState());

        Assert.Equal(WebRtcError.Ok, pair.A.SetLocalDescription("offer", created[0].Sdp));
        Assert.Equal(SignalingState.Stable, pair.A.GetSignalingState()); // until the next poll
        pair.PollUntil(() => pair.A.GetSignalingState() == SignalingState.HaveLocalOffer, "HaveLocalOffer");

        Assert.Equal(WebRtcError.Ok, pair.B.SetRemoteDescription("offer", created[0].Sdp));
        pair.PollUntil(() => created.Count == 2, "the answer, by itself");
        Assert.Equal("answer", created[1].Type);
        Assert.Equal(SignalingState.HaveRemoteOffer, pair.B.GetSignalingState());

        Assert.Equal(WebRtcError.Ok, pair.B.SetLocalDescription("pranswer", created[1].Sdp));
        pair.PollUntil(() => pair.B.GetSignalingState() == SignalingState.HaveLocalPrAnswer, "HaveLocalPrAnswer");
        Assert.Equal(WebRtcError.Ok, pair.A.SetRemoteDescription("pranswer", created[1].Sdp));
        pair.PollUntil(() => pair.A.GetSignalingState() == SignalingState.HaveRemotePrAnswer, "HaveRemotePrAnswer");

        Assert.Equal(WebRtcError.Ok, pair.B.SetLocalDescription("answer", created[1].Sdp));
        Assert.Equal(WebRtcError.Ok, pair.A.SetRemoteDescription("answer", created[1].Sdp));
        pair.PollUntil(() => pair.A.GetSignalingState() == SignalingState.Stable && pair.B.GetSignalingState() == SignalingState.Stable, "Stable");
        Assert.Equal(2, created.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void States_Connected_EndInConnectedCompleteStable(bool offerOfA)
    {
        var pair = Own(new Pair());
        var (offerer, answerer) = offerOfA ? (pair.A, pair.B) : (pair.B, pair.A);
        var raised = new[] { new List<WebRtcConnectionState>(), [] };
        offerer.ConnectionStateChanged += state =>
        {
            Assert.Equal(state, offerer.GetConnectionState());
            raised[0].Add(state);
        };
        answerer.ConnectionStateChanged += state =>
        {
            Assert.Equal(state, answerer.GetConnectionState());
            raised[1].Add(state);
        };
        var gathering = new List<IceGatheringState>();
        offerer.IceCandidateCreated += (_, _, _) => gathering.Add(offerer.GetGatheringState());
        Assert.NotNull(offerer.CreateDataChannel("channel"));
        Assert.Equal(WebRtcError.Ok, offerer.CreateOffer());

        pair.PollUntil(() => Final(pair.A) && Final(pair.B), "Connected, Complete, Stable");

        Assert.All(raised, states => Assert.Equal([WebRtcConnectionState.Connecting, WebRtcConnectionState.Connected], states));
        Assert.NotEmpty(gathering);
        Assert.All(gathering, state => Assert.Equal(IceGatheringState.Gathering, state));
        Assert.NotNull(pair.A.GetSelectedCandidatePair());
        Assert.NotNull(pair.B.GetSelectedCandidatePair());
    }

    // An engine may report a server that does not answer at any time or never; the test must not depend on it.
    [Fact]
    public void IceCandidateError_ServerThatIsNotThere_DoesNotStopTheConnection()
    {
        var pair = Own(new Pair(new PeerConnectionOptions { IceServers = [new IceServer("stun:127.0.0.1:1")] }));
        var errors = new List<IceCandidateError>();
        pair.A.IceCandidateError += errors.Add;

        var (a, b) = pair.Open();

        pair.Carry(a, b);
        Assert.All(errors, error =>
        {
            Assert.Equal("stun:127.0.0.1:1", error.Url);
            Assert.InRange(error.ErrorCode, 300, 799);
            Assert.NotEmpty(error.ErrorText);
        });
    }

    // Two programs on one machine find each other without a network, if they want to.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void IncludeLoopback_Gathered_IsObeyed(bool include)
    {
        var connection = Own(new WebRtcPeerConnection());
        Assert.Equal(WebRtcError.Ok, connection.Initialize(new PeerConnectionOptions { IncludeLoopback = include }));
        var loopback = 0;
        connection.IceCandidateCreated += (_, _, name) => loopback += name.Contains(" 127.0.0.1 ") || name.Contains(" ::1 ") ? 1 : 0;
        connection.SessionDescriptionCreated += (type, sdp) => connection.SetLocalDescription(type, sdp);
        Assert.NotNull(connection.CreateDataChannel("channel"));
        Assert.Equal(WebRtcError.Ok, connection.CreateOffer());

        Wait.Until(() => connection.GetGatheringState() == IceGatheringState.Complete, "gathered", () => connection.Poll());

        Assert.Equal(include, loopback > 0);
    }

    private static bool Final(WebRtcPeerConnection connection) =>
        connection.GetConnectionState() == WebRtcConnectionState.Connected
        && connection.GetGatheringState() == IceGatheringState.Complete
        && connection.GetSignalingState() == SignalingState.Stable;
}
