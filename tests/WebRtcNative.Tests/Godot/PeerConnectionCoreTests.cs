using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>The core's objects under the polled ones, used by other code at the same time.</summary>
public sealed class PeerConnectionCoreTests : NativeTest
{
    [Fact]
    public void Connection_InitializeClose_IsNewThenNull()
    {
        var connection = Own(new WebRtcPeerConnection());
        var first = connection.Connection;
        Assert.NotNull(first);

        connection.Initialize();

        Assert.NotNull(connection.Connection);
        Assert.NotSame(first, connection.Connection);
        Assert.Equal(PeerConnectionState.Closed, first.ConnectionState);
        connection.Close();
        Assert.Null(connection.Connection);
    }

    [Fact]
    public void Connection_ClosedThere_IsClosedHereAndCanBeInitialized()
    {
        var pair = Own(new Pair());
        var (a, _) = pair.Open();
        var raised = Pair.Record(pair.A);
        Assert.Equal(WebRtcError.Ok, pair.A.GetStats(_ => raised.Add("stats")));

        pair.A.Connection!.Close();

        Assert.Equal(WebRtcConnectionState.Closed, pair.A.GetConnectionState());
        Assert.Equal(IceGatheringState.New, pair.A.GetGatheringState());
        Assert.Equal(WebRtcError.Unconfigured, pair.A.Poll());
        Assert.Equal(WebRtcError.Unconfigured, a.PutPacket("late"u8));
        Assert.Null(pair.A.GetRoundTripTime());
        Assert.Null(pair.A.GetSelectedCandidatePair());
        Assert.Empty(raised);
        pair.Reconnect();
    }

    [Fact]
    public void CreateOffer_ChannelOfTheCore_IsEnough()
    {
        var connection = Own(new WebRtcPeerConnection());
        connection.Connection!.CreateDataChannel("channel").Close();

        Assert.Equal(WebRtcError.Ok, connection.CreateOffer());
    }

    [Fact]
    public void Negotiation_DoneByTheCore_ConnectsThePolledObjects()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new Pair(wired: false, queue: queue));
        var raised = Pair.Record(pair.B);
        pair.A.IceCandidateJsonCreated += json => pair.B.AddIceCandidate(json);
        pair.B.IceCandidateJsonCreated += json => pair.A.AddIceCandidate(json);
        var a = pair.A.CreateDataChannel("channel");
        Assert.NotNull(a);
        var negotiated = CorePair.NegotiateAsync(pair.A.Connection!, pair.B.Connection!);

        pair.PollUntil(() => negotiated.IsCompleted && Pair.IsOpen(a) && pair.ReceivedByB.Count == 1, "the channel");

        Assert.True(negotiated.IsCompletedSuccessfully);
        Assert.DoesNotContain(nameof(pair.B.SessionDescriptionCreated), raised);
        Assert.DoesNotContain(nameof(pair.B.OperationFailed), raised);
        Assert.Equal(SignalingState.Stable, pair.A.GetSignalingState());
        pair.Carry(a, pair.ReceivedByB[0]);
    }

    [Fact]
    public void OperationFailed_OperationOfTheCore_IsNotRaised()
    {
        var connection = Own(new WebRtcPeerConnection());
        var raised = Pair.Record(connection);

        var answer = connection.Connection!.CreateAnswerAsync();

        Wait.Until(() => answer.IsFaulted, "the refusal", () => connection.Poll());
        Assert.IsType<WebRtcException>(answer.Exception!.InnerException);
        Assert.Empty(raised);
        Assert.Equal(WebRtcError.Ok, connection.LastError.Code);
    }

    [Fact]
    public void Channel_SendsAndReceivesAsThePolledOne()
    {
        var pair = Own(new Pair());
        var (a, b) = pair.Open();

        a.Channel.Send("of the core");

        pair.PollUntil(() => b.GetAvailablePacketCount() == 1, "a packet");
        Assert.Equal(WebRtcError.Ok, b.GetPacket(out var packet));
        Assert.Equal("of the core"u8, packet);
        Assert.True(b.WasStringPacket());
        Assert.Same(pair.A.Connection, a.Channel.Connection);
        a.Channel.Close();
        Assert.Equal(DataChannelState.Closing, a.GetReadyState());
    }
}
