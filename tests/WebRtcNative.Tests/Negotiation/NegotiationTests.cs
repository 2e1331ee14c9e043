using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>Offer, answer and candidates with the async methods.</summary>
public sealed class NegotiationTests : NativeTest
{
    [Fact]
    public async Task CreateAnswerAsync_NoRemoteOffer_InvalidState()
    {
        var connection = Own(new PeerConnection());

        var error = await Record.ExceptionAsync(() => connection.CreateAnswerAsync().WaitAsync(Wait.Deadline));

        Assert.Equal(RtcErrorType.InvalidState, Assert.IsType<WebRtcException>(error).ErrorType);
        Assert.Equal(SignalingState.Stable, connection.SignalingState);
    }

    [Fact]
    public async Task SetRemoteDescriptionAsync_AnswerWithoutOffer_InvalidState()
    {
        var pair = Own(new CorePair());
        pair.A.CreateDataChannel("channel");
        var offer = await pair.A.CreateOfferAsync().WaitAsync(Wait.Deadline);
        var answer = new SessionDescription(SdpType.Answer, offer.Sdp.Replace("a=setup:actpass", "a=setup:active", StringComparison.Ordinal));

        var error = await Record.ExceptionAsync(() => pair.B.SetRemoteDescriptionAsync(answer).WaitAsync(Wait.Deadline));

        Assert.Equal(RtcErrorType.InvalidState, Assert.IsType<WebRtcException>(error).ErrorType);
        // The connection is as usable as before.
        pair.Negotiate();
        Assert.Equal(SignalingState.Stable, pair.B.SignalingState);
    }

    [Theory]
    [InlineData(SdpType.Offer, true)]
    [InlineData(SdpType.Answer, true)]
    [InlineData(SdpType.PrAnswer, false)]
    [InlineData(SdpType.Offer, false)]
    public void SetDescriptionAsync_Unparsable_SyntaxErrorThrownByTheCall(SdpType type, bool remote)
    {
        var connection = Own(new PeerConnection());
        var description = new SessionDescription(type, "v=0\r\nnonsense");

        var error = Assert.Throws<WebRtcException>(() =>
        {
            _ = remote ? connection.SetRemoteDescriptionAsync(description) : connection.SetLocalDescriptionAsync(description);
        });

        Assert.Equal(RtcErrorType.SyntaxError, error.ErrorType);
        Assert.NotEmpty(error.Message);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("candidate:")]
    [InlineData("candidate:1 1 udp notanumber 10.0.0.1 5000 typ host")]
    [InlineData("candidate:1 1 udp 1 10.0.0.1 99999 typ host")]
    public void AddIceCandidateAsync_Unparsable_SyntaxErrorThrownByTheCall(string candidate)
    {
        var connection = Own(new PeerConnection());

        var error = Assert.Throws<WebRtcException>(() =>
        {
            _ = connection.AddIceCandidateAsync(new IceCandidate(candidate, "0", 0));
        });

        Assert.Equal(RtcErrorType.SyntaxError, error.ErrorType);
    }

    [Fact]
    public async Task AddIceCandidateAsync_BeforeTheRemoteDescription_KeptAndAdded()
    {
        var pair = Own(new CorePair());
        var candidate = new IceCandidate("candidate:1 1 udp 2122260223 127.0.0.1 5000 typ host", "0", 0);
        pair.A.CreateDataChannel("channel");
        await pair.A.SetLocalDescriptionAsync().WaitAsync(Wait.Deadline);

        await pair.B.AddIceCandidateAsync(candidate).WaitAsync(Wait.Deadline);
        Assert.Null(pair.B.RemoteDescription);
        await pair.B.SetRemoteDescriptionAsync(pair.A.LocalDescription!).WaitAsync(Wait.Deadline);

        pair.Until(() => pair.B.RemoteDescription!.Sdp.Contains(" 5000 typ host", StringComparison.Ordinal), "the early candidate");
    }

    [Fact]
    public async Task AddIceCandidateAsync_MoreThanAreKept_RefusedAndUsable()
    {
        var pair = Own(new CorePair());
        var candidate = new IceCandidate("candidate:1 1 udp 2122260223 127.0.0.1 5000 typ host", "0", 0);
        for (var i = 0; i < 1024; i++)
            _ = pair.B.AddIceCandidateAsync(candidate);

        var error = Assert.Throws<WebRtcException>(() => { _ = pair.B.AddIceCandidateAsync(candidate); });

        Assert.Equal(RtcErrorType.ResourceExhausted, error.ErrorType);
        pair.A.CreateDataChannel("channel");
        await CorePair.NegotiateAsync(pair.A, pair.B).WaitAsync(Wait.Deadline);
        await pair.B.AddIceCandidateAsync(candidate).WaitAsync(Wait.Deadline);
    }

    [Fact]
    public async Task AddIceCandidateAsync_NeverARemoteDescription_GoesWithTheConnection()
    {
        var connection = Own(new PeerConnection());
        await connection.AddIceCandidateAsync(new IceCandidate("candidate:1 1 udp 1 127.0.0.1 5000 typ host", "0", 0));
        connection.Close();
        Assert.Throws<InvalidOperationException>(
            () => { _ = connection.AddIceCandidateAsync(new IceCandidate("candidate:1 1 udp 1 127.0.0.1 5000 typ host", "0", 0)); });
    }

    [Fact]
    public async Task AddIceCandidateAsync_Nowhere_ArgumentException()
    {
        var connection = Own(new PeerConnection());
        var candidate = new IceCandidate("candidate:1 1 udp 2122260223 127.0.0.1 5000 typ host", null, null);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => connection.AddIceCandidateAsync(candidate));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => connection.AddIceCandidateAsync(candidate with { SdpMLineIndex = -1 }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => connection.AddIceCandidateAsync(null!));
        await connection.AddIceCandidateAsync(new IceCandidate("", null, null)).WaitAsync(Wait.Deadline); // the end of candidates
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Negotiate_OfferAnswerCandidates_Connects(bool byHand)
    {
        var pair = Own(new CorePair(byHand ? Own(new EventQueue()) : null));
        Assert.Null(pair.A.Sctp);
        Assert.Equal((PeerConnectionState.New, IceGatheringState.New, IceConnectionState.New),
            (pair.A.ConnectionState, pair.A.IceGatheringState, pair.A.IceConnectionState));

        var (a, b) = pair.Open();

        a.Send("hello");
        pair.Until(() => b.AvailableMessageCount == 1, "a message");
        pair.Until(() => pair.A.ConnectionState == PeerConnectionState.Connected && pair.B.ConnectionState == PeerConnectionState.Connected, "both connected");
        pair.Until(() => pair.A.IceGatheringState == IceGatheringState.Complete, "all candidates gathered");
        Assert.Contains(pair.A.IceConnectionState, new[] { IceConnectionState.Connected, IceConnectionState.Completed });
        foreach (var connection in new[] { pair.A, pair.B })
        {
            Assert.StartsWith("candidate:", connection.Sctp!.Transport.IceTransport.SelectedCandidatePair!.Local.Candidate, StringComparison.Ordinal);
            Assert.StartsWith("candidate:", connection.Sctp!.Transport.IceTransport.SelectedCandidatePair.Remote.Candidate, StringComparison.Ordinal);
        }
        Assert.NotEmpty(pair.Candidates);
        // Each task ends; an engine that cannot use one of the candidates, such as one of TCP, says so.
        pair.Until(() => pair.Candidates.All(task => task.IsCompleted), "all candidates added");
        Assert.Contains(pair.Candidates, task => task.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task SignalingState_OfferAndAnswer_FollowsW3C()
    {
        var pair = Own(new CorePair());
        pair.A.CreateDataChannel("channel");
        var offer = await pair.A.CreateOfferAsync().WaitAsync(Wait.Deadline);
        Assert.Equal(SdpType.Offer, offer.Type);

        await pair.A.SetLocalDescriptionAsync(offer).WaitAsync(Wait.Deadline);
        Assert.Equal(SignalingState.HaveLocalOffer, pair.A.SignalingState);
        await pair.B.SetRemoteDescriptionAsync(offer).WaitAsync(Wait.Deadline);
        Assert.Equal(SignalingState.HaveRemoteOffer, pair.B.SignalingState);

        var answer = await pair.B.CreateAnswerAsync().WaitAsync(Wait.Deadline);
        Assert.Equal(SdpType.Answer, answer.Type);
        await pair.B.SetLocalDescriptionAsync(answer with { Type = SdpType.PrAnswer }).WaitAsync(Wait.Deadline);
        Assert.Equal(SignalingState.HaveLocalPrAnswer, pair.B.SignalingState);
        await pair.A.SetRemoteDescriptionAsync(answer with { Type = SdpType.PrAnswer }).WaitAsync(Wait.Deadline);
        Assert.Equal(SignalingState.HaveRemotePrAnswer, pair.A.SignalingState);

        await pair.B.SetLocalDescriptionAsync(answer).WaitAsync(Wait.Deadline);
        await pair.A.SetRemoteDescriptionAsync(answer).WaitAsync(Wait.Deadline);
        Assert.Equal((SignalingState.Stable, SignalingState.Stable), (pair.A.SignalingState, pair.B.SignalingState));

        pair.A.Close();
        Assert.Equal(SignalingState.Closed, pair.A.SignalingState);
    }

    [Fact]
    public void NegotiationNeeded_FirstChannel_RaisedOnce()
    {
        var queue = Own(new EventQueue());
        var pair = Own(new CorePair(queue));
        var raised = 0;
        pair.A.NegotiationNeeded += (_, _) => raised++;
        queue.Poll();
        Assert.Equal(0, raised);

        pair.A.CreateDataChannel("first");
        pair.A.CreateDataChannel("second");
        pair.Until(() => raised > 0, "NegotiationNeeded");
        pair.Negotiate();

        Assert.Equal(1, raised);
    }
}
