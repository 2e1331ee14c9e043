using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Negotiation;

/// <summary>setRemoteDescription: its checks, and several rounds of negotiation.</summary>
public sealed class SetRemoteDescriptionPage : ConformanceTest
{
    private const string Page = "RTCPeerConnection-setRemoteDescription.html";

    [Wpt(Page, "an unknown type is refused before the SDP is looked at")]
    public async Task SetRemoteDescriptionAsync_UnknownType_ArgumentException()
    {
        var connection = NewConnection();

        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => connection.SetRemoteDescriptionAsync(new SessionDescription((SdpType)77, "bogus")));
    }

    [Wpt(Page, "unparsable SDP in a state that the type does not fit",
        Differs = "SDP is parsed by the call, before the state is known, so the error is the one of the SDP")]
    public async Task SetRemoteDescriptionAsync_UnparsableAnswerInStable_SyntaxError()
    {
        var connection = NewConnection();

        var error = await Assert.ThrowsAsync<WebRtcException>(
            () => connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Answer, "invalid")));

        Assert.Equal(RtcErrorType.SyntaxError, error.ErrorType);
    }

    [Wpt(Page, "each step raises its signaling state")]
    public async Task SignalingStateChanged_Rounds_EachStep()
    {
        var (one, other) = (NewConnection(), NewConnection());
        one.CreateDataChannel("channel");
        var states = RecordSignaling(one);

        await ExchangeAsync(one, other, implicitly: false);
        await Finish(one.SetRemoteDescriptionAsync(await SetLocalAsync(other, implicitly: false)));

        Assert.Equal([SignalingState.HaveLocalOffer, SignalingState.Stable, SignalingState.HaveRemoteOffer], states);
        Assert.Equal(SignalingState.HaveRemoteOffer, one.SignalingState);
    }

    [Wpt(Page, "a second remote offer is pending beside the current one")]
    public async Task SetRemoteDescriptionAsync_SecondOffer_PendingBesideCurrent()
    {
        var (offerer, answerer) = (NewConnection(), NewConnection());
        offerer.CreateDataChannel("channel");
        await ExchangeAsync(offerer, answerer, implicitly: false);
        var first = offerer.CurrentLocalDescription!;

        var second = await Finish(offerer.CreateOfferAsync(new OfferOptions { IceRestart = true }));
        await Finish(answerer.SetRemoteDescriptionAsync(second));

        AssertDescription.NotSimilar(first, second);
        AssertDescription.Similar(second, answerer.RemoteDescription);
        AssertDescription.Similar(first, answerer.CurrentRemoteDescription);
        AssertDescription.Similar(second, answerer.PendingRemoteDescription);
    }

    [Wpt(Page, "who has answered may offer in the next round")]
    public async Task SetRemoteDescriptionAsync_RolesSwitched_DescriptionsFollow()
    {
        var (one, other) = (NewConnection(), NewConnection());
        one.CreateDataChannel("channel");
        await ExchangeAsync(one, other, implicitly: false);
        var answer = other.CurrentLocalDescription!;

        var offer = await SetLocalAsync(other, implicitly: false);
        await Finish(one.SetRemoteDescriptionAsync(offer));

        AssertDescription.Similar(offer, one.RemoteDescription);
        AssertDescription.Similar(offer, one.PendingRemoteDescription);
        AssertDescription.Similar(answer, one.CurrentRemoteDescription);
    }

    [WptTheory(Page, "close while a description is being set",
        Differs = "the task ends with an InvalidOperationException: one that never ends would keep its awaiter for ever")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SetRemoteDescriptionAsync_CloseMeanwhile_InvalidOperation(bool hasLocalOffer)
    {
        // A polled queue that is not polled: the completion cannot have been raised.
        var connection = NewConnection(queue: Own(new EventQueue()));
        connection.CreateDataChannel("channel");
        if (hasLocalOffer)
            _ = connection.SetLocalDescriptionAsync();

        var setting = connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync());
        connection.Close();

        await AssertInvalidStateAsync(() => setting);
        Assert.Equal(SignalingState.Closed, connection.SignalingState);
    }
}
