using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Negotiation;

/// <summary>setLocalDescription with answers, provisional and final.</summary>
public sealed class SetLocalDescriptionAnswerPages : ConformanceTest
{
    private const string Page = "RTCPeerConnection-setLocalDescription-answer.html";
    private const string PrAnswerPage = "RTCPeerConnection-setLocalDescription-pranswer.html";
    private const string ParameterlessPage = "RTCPeerConnection-setLocalDescription-pranswer-parameterless.html";

    [Wpt(Page, "an answer completes the round")]
    public async Task SetLocalDescriptionAsync_Answer_Stable()
    {
        var connection = NewConnection();
        var states = RecordSignaling(connection);
        var offer = await OfferAsync(connection);

        var answer = await SetLocalAsync(connection, implicitly: false);

        AssertAnswered(connection, offer, answer);
        Assert.Equal([SignalingState.HaveRemoteOffer, SignalingState.Stable], states);
    }

    [Wpt(Page, "without SDP the last created answer is set",
        Differs = "a description always has its SDP here; SetLocalDescriptionAsync() without an argument is the other way")]
    public async Task SetLocalDescriptionAsync_AnswerNoSdp_SyntaxErrorOrImplicit()
    {
        var connection = NewConnection();
        var offer = await OfferAsync(connection);

        await Assert.ThrowsAsync<WebRtcException>(() => connection.SetLocalDescriptionAsync(new SessionDescription(SdpType.Answer, "")));
        AssertAnswered(connection, offer, await Finish(connection.SetLocalDescriptionAsync()));
    }

    [Wpt(Page, "the answer of another connection is refused")]
    public async Task SetLocalDescriptionAsync_AnswerOfAnother_InvalidModificationAndUsable()
    {
        var connection = NewConnection();
        var offer = await OfferAsync(connection);
        var answer = await AnswerOfAnotherAsync(offer);

        var error = await Assert.ThrowsAsync<WebRtcException>(() => Finish(connection.SetLocalDescriptionAsync(answer)));

        Assert.Equal(RtcErrorType.InvalidModification, error.ErrorType);
        Assert.Equal((SignalingState.HaveRemoteOffer, null), (connection.SignalingState, connection.LocalDescription));
        AssertAnswered(connection, offer, await SetLocalAsync(connection, implicitly: false));
    }

    [Wpt(Page, "an answer in stable is refused")]
    public async Task SetLocalDescriptionAsync_AnswerInStable_InvalidOperation()
    {
        var connection = NewConnection();
        var offer = await OfferOfAnotherAsync();

        await AssertInvalidStateAsync(() => connection.SetLocalDescriptionAsync(offer with { Type = SdpType.Answer }));
        Assert.Equal(SignalingState.Stable, connection.SignalingState);
    }

    [Wpt(Page, "an answer in have-local-offer is refused")]
    public async Task SetLocalDescriptionAsync_AnswerInHaveLocalOffer_InvalidOperation()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        var answer = await AnswerOfAnotherAsync(await SetLocalAsync(connection, implicitly: false));

        await AssertInvalidStateAsync(() => connection.SetLocalDescriptionAsync(answer));
        Assert.Equal(SignalingState.HaveLocalOffer, connection.SignalingState);
    }

    [Wpt(PrAnswerPage, "a provisional answer in stable is refused")]
    public async Task SetLocalDescriptionAsync_PrAnswerInStable_InvalidOperation()
    {
        var connection = NewConnection();
        var offer = await OfferOfAnotherAsync();

        await AssertInvalidStateAsync(() => connection.SetLocalDescriptionAsync(offer with { Type = SdpType.PrAnswer }));
    }

    [WptTheory(PrAnswerPage, "a provisional answer is pending, once or set again")]
    [InlineData(1)]
    [InlineData(2)]
    public async Task SetLocalDescriptionAsync_PrAnswer_Pending(int times)
    {
        var connection = NewConnection();
        var states = RecordSignaling(connection);
        var offer = await OfferAsync(connection);
        var answer = await Finish(connection.CreateAnswerAsync()) with { Type = SdpType.PrAnswer };

        for (var i = 0; i < times; i++)
            await Finish(connection.SetLocalDescriptionAsync(answer));

        Assert.Equal(SignalingState.HaveLocalPrAnswer, connection.SignalingState);
        AssertDescription.Similar(offer, connection.PendingRemoteDescription);
        AssertDescription.Similar(answer, connection.LocalDescription);
        AssertDescription.Similar(answer, connection.PendingLocalDescription);
        Assert.Equal((null, null), (connection.CurrentLocalDescription, connection.CurrentRemoteDescription));
        Assert.Equal([SignalingState.HaveRemoteOffer, SignalingState.HaveLocalPrAnswer], states);
    }

    [Wpt(PrAnswerPage, "the final answer follows a provisional one")]
    public async Task SetLocalDescriptionAsync_AnswerAfterPrAnswer_Stable()
    {
        var connection = NewConnection();
        var states = RecordSignaling(connection);
        var offer = await OfferAsync(connection);
        var answer = await Finish(connection.CreateAnswerAsync());

        await Finish(connection.SetLocalDescriptionAsync(answer with { Type = SdpType.PrAnswer }));
        await Finish(connection.SetLocalDescriptionAsync(answer));

        AssertAnswered(connection, offer, answer);
        Assert.Equal([SignalingState.HaveRemoteOffer, SignalingState.HaveLocalPrAnswer, SignalingState.Stable], states);
    }

    [Wpt(ParameterlessPage, "without an argument in have-local-pranswer the final answer is set")]
    public async Task SetLocalDescriptionAsync_ImplicitAfterPrAnswer_FinalAnswer()
    {
        var connection = NewConnection();
        await OfferAsync(connection);
        var answer = await Finish(connection.CreateAnswerAsync());
        await Finish(connection.SetLocalDescriptionAsync(answer with { Type = SdpType.PrAnswer }));

        await Finish(connection.SetLocalDescriptionAsync());

        Assert.Equal(SignalingState.Stable, connection.SignalingState);
        Assert.Equal(SdpType.Answer, connection.CurrentLocalDescription?.Type);
    }

    [Wpt(ParameterlessPage, "without an argument in have-remote-pranswer nothing can be set")]
    public async Task SetLocalDescriptionAsync_ImplicitInHaveRemotePrAnswer_InvalidOperation()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        var answer = await AnswerOfAnotherAsync(await Finish(connection.SetLocalDescriptionAsync()));
        await Finish(connection.SetRemoteDescriptionAsync(answer with { Type = SdpType.PrAnswer }));

        await AssertInvalidStateAsync(() => connection.SetLocalDescriptionAsync());
        Assert.Equal(SignalingState.HaveRemotePrAnswer, connection.SignalingState);
    }

    private async Task<SessionDescription> OfferAsync(PeerConnection connection)
    {
        var offer = await OfferOfAnotherAsync();
        await Finish(connection.SetRemoteDescriptionAsync(offer));
        return offer;
    }

    private static void AssertAnswered(PeerConnection connection, SessionDescription offer, SessionDescription answer)
    {
        Assert.Equal(SignalingState.Stable, connection.SignalingState);
        AssertDescription.Similar(answer, connection.LocalDescription);
        AssertDescription.Similar(answer, connection.CurrentLocalDescription);
        AssertDescription.Similar(offer, connection.RemoteDescription);
        AssertDescription.Similar(offer, connection.CurrentRemoteDescription);
        Assert.Equal((null, null), (connection.PendingLocalDescription, connection.PendingRemoteDescription));
    }
}
