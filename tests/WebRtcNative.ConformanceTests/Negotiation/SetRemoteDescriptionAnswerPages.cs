using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Negotiation;

/// <summary>setRemoteDescription with answers, provisional and final.</summary>
public sealed class SetRemoteDescriptionAnswerPages : ConformanceTest
{
    private const string Page = "RTCPeerConnection-setRemoteDescription-answer.html";
    private const string PrAnswerPage = "RTCPeerConnection-setRemoteDescription-pranswer.html";

    [Wpt(Page, "an answer completes the round")]
    public async Task SetRemoteDescriptionAsync_Answer_Stable()
    {
        var (connection, offer, answer) = await HaveLocalOfferAsync();
        var states = RecordSignaling(connection);

        await Finish(connection.SetRemoteDescriptionAsync(answer));

        AssertAnswered(connection, offer, answer);
        Assert.Equal([SignalingState.Stable], states);
    }

    [Wpt(Page, "an answer in stable is refused")]
    public async Task SetRemoteDescriptionAsync_AnswerInStable_InvalidOperation()
    {
        var connection = NewConnection();
        var offer = await OfferOfAnotherAsync();

        await AssertInvalidStateAsync(() => connection.SetRemoteDescriptionAsync(offer with { Type = SdpType.Answer }));
        Assert.Null(connection.RemoteDescription);
    }

    [Wpt(Page, "an answer in have-remote-offer is refused")]
    public async Task SetRemoteDescriptionAsync_AnswerInHaveRemoteOffer_InvalidOperation()
    {
        var connection = NewConnection();
        var offer = await OfferOfAnotherAsync();
        await Finish(connection.SetRemoteDescriptionAsync(offer));
        var answer = await AnswerOfAnotherAsync(offer);

        await AssertInvalidStateAsync(() => connection.SetRemoteDescriptionAsync(answer));
        Assert.Equal(SignalingState.HaveRemoteOffer, connection.SignalingState);
    }

    [Wpt(PrAnswerPage, "a provisional answer in stable is refused")]
    public async Task SetRemoteDescriptionAsync_PrAnswerInStable_InvalidOperation()
    {
        var connection = NewConnection();
        var offer = await OfferOfAnotherAsync();

        await AssertInvalidStateAsync(() => connection.SetRemoteDescriptionAsync(offer with { Type = SdpType.PrAnswer }));
    }

    [WptTheory(PrAnswerPage, "a provisional answer is pending, once or set again")]
    [InlineData(1)]
    [InlineData(2)]
    public async Task SetRemoteDescriptionAsync_PrAnswer_Pending(int times)
    {
        var (connection, offer, answer) = await HaveLocalOfferAsync();
        var states = RecordSignaling(connection);
        var provisional = answer with { Type = SdpType.PrAnswer };

        for (var i = 0; i < times; i++)
            await Finish(connection.SetRemoteDescriptionAsync(provisional));

        Assert.Equal(SignalingState.HaveRemotePrAnswer, connection.SignalingState);
        AssertDescription.Similar(offer, connection.LocalDescription);
        AssertDescription.Similar(offer, connection.PendingLocalDescription);
        AssertDescription.Similar(provisional, connection.RemoteDescription);
        AssertDescription.Similar(provisional, connection.PendingRemoteDescription);
        Assert.Equal((null, null), (connection.CurrentLocalDescription, connection.CurrentRemoteDescription));
        Assert.Equal([SignalingState.HaveRemotePrAnswer], states);
    }

    [Wpt(PrAnswerPage, "the final answer follows a provisional one")]
    public async Task SetRemoteDescriptionAsync_AnswerAfterPrAnswer_Stable()
    {
        var (connection, offer, answer) = await HaveLocalOfferAsync();
        var states = RecordSignaling(connection);

        await Finish(connection.SetRemoteDescriptionAsync(answer with { Type = SdpType.PrAnswer }));
        await Finish(connection.SetRemoteDescriptionAsync(answer));

        AssertAnswered(connection, offer, answer);
        Assert.Equal([SignalingState.HaveRemotePrAnswer, SignalingState.Stable], states);
    }

    private async Task<(PeerConnection Connection, SessionDescription Offer, SessionDescription Answer)> HaveLocalOfferAsync()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        var offer = await SetLocalAsync(connection, implicitly: false);
        return (connection, offer, await AnswerOfAnotherAsync(offer));
    }

    private static void AssertAnswered(PeerConnection connection, SessionDescription offer, SessionDescription answer)
    {
        Assert.Equal(SignalingState.Stable, connection.SignalingState);
        AssertDescription.Similar(offer, connection.LocalDescription);
        AssertDescription.Similar(offer, connection.CurrentLocalDescription);
        AssertDescription.Similar(answer, connection.RemoteDescription);
        AssertDescription.Similar(answer, connection.CurrentRemoteDescription);
        Assert.Equal((null, null), (connection.PendingLocalDescription, connection.PendingRemoteDescription));
    }
}
