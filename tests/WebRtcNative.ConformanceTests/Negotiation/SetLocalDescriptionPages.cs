using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Negotiation;

/// <summary>setLocalDescription, over several rounds, and with an offer.</summary>
public sealed class SetLocalDescriptionPages : ConformanceTest
{
    private const string Page = "RTCPeerConnection-setLocalDescription.html";
    private const string OfferPage = "RTCPeerConnection-setLocalDescription-offer.html";

    [Wpt(Page, "a second offer after a first round is pending beside the current one")]
    public async Task SetLocalDescriptionAsync_SecondOffer_PendingBesideCurrent()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        var states = RecordSignaling(connection);
        var first = await SetLocalAsync(connection, implicitly: false);
        await Finish(connection.SetRemoteDescriptionAsync(await AnswerOfAnotherAsync(first)));

        var second = await Finish(connection.CreateOfferAsync(new OfferOptions { IceRestart = true }));
        await Finish(connection.SetLocalDescriptionAsync(second));

        AssertDescription.NotSimilar(first, second);
        AssertDescription.Similar(second, connection.LocalDescription);
        AssertDescription.Similar(first, connection.CurrentLocalDescription);
        AssertDescription.Similar(second, connection.PendingLocalDescription);
        Assert.Equal([SignalingState.HaveLocalOffer, SignalingState.Stable, SignalingState.HaveLocalOffer], states);
    }

    [Wpt(Page, "who has offered may answer in the next round")]
    public async Task SetLocalDescriptionAsync_RolesSwitched_DescriptionsFollow()
    {
        var (one, other) = (NewConnection(), NewConnection());
        one.CreateDataChannel("channel");
        var offer = await Finish(one.CreateOfferAsync());
        Assert.Equal((null, null, null), (one.LocalDescription, one.CurrentLocalDescription, one.PendingLocalDescription));
        await Finish(one.SetLocalDescriptionAsync(offer));
        AssertDescription.Similar(offer, one.PendingLocalDescription);
        await Finish(other.SetRemoteDescriptionAsync(offer));
        await Finish(one.SetRemoteDescriptionAsync(await SetLocalAsync(other, implicitly: false)));
        AssertDescription.Similar(offer, one.CurrentLocalDescription);
        Assert.Null(one.PendingLocalDescription);

        await Finish(one.SetRemoteDescriptionAsync(await SetLocalAsync(other, implicitly: false)));
        var answer = await SetLocalAsync(one, implicitly: false);

        AssertDescription.Similar(answer, one.LocalDescription);
        AssertDescription.Similar(answer, one.CurrentLocalDescription);
        Assert.Null(one.PendingLocalDescription);
        Assert.Equal(SignalingState.Stable, one.SignalingState);
    }

    [Wpt(Page, "the new signaling state is raised before the task ends")]
    public async Task SetLocalDescriptionAsync_Offer_StateRaisedFirst()
    {
        var queue = Own(new EventQueue());
        var connection = NewConnection(queue: queue);
        var offering = connection.CreateOfferAsync();
        Wait.Until(() => offering.IsCompleted, "the offer", () => queue.Poll());
        Task? setting = null;
        bool? wasOver = null;
        connection.SignalingStateChanged += (_, _) => wasOver = setting!.IsCompleted;

        setting = connection.SetLocalDescriptionAsync(await offering);

        Wait.Until(() => setting.IsCompleted, "the description", () => queue.Poll());
        Assert.False(wasOver);
    }

    [Wpt(OfferPage, "a created offer is set and pending")]
    public async Task SetLocalDescriptionAsync_CreatedOffer_Pending()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        var states = RecordSignaling(connection);

        var offer = await SetLocalAsync(connection, implicitly: false);

        AssertDescription.Similar(offer, connection.LocalDescription);
        AssertDescription.Similar(offer, connection.PendingLocalDescription);
        Assert.Null(connection.CurrentLocalDescription);
        Assert.Equal([SignalingState.HaveLocalOffer], states);
    }

    [Wpt(OfferPage, "without SDP the last created offer is set",
        Differs = "a description always has its SDP here; SetLocalDescriptionAsync() without an argument is the other way")]
    public async Task SetLocalDescriptionAsync_NoSdp_SyntaxErrorOrImplicit()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        await Finish(connection.CreateOfferAsync());

        await Assert.ThrowsAsync<WebRtcException>(() => connection.SetLocalDescriptionAsync(new SessionDescription(SdpType.Offer, "")));
        AssertDescription.Similar(await Finish(connection.SetLocalDescriptionAsync()), connection.PendingLocalDescription);
    }

    [Wpt(OfferPage, "the offer of another connection is refused")]
    public async Task SetLocalDescriptionAsync_OfferOfAnother_InvalidModificationAndUsable()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        var offer = await OfferOfAnotherAsync();

        var error = await Assert.ThrowsAsync<WebRtcException>(() => Finish(connection.SetLocalDescriptionAsync(offer)));

        Assert.Equal(RtcErrorType.InvalidModification, error.ErrorType);
        Assert.Equal((SignalingState.Stable, null), (connection.SignalingState, connection.PendingLocalDescription));
        await ExchangeAsync(connection, NewConnection(), implicitly: false);
    }

    [Wpt(OfferPage, "an offer may be made and set again while one is pending")]
    public async Task SetLocalDescriptionAsync_OfferAgain_TheSecondIsPending()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        var states = RecordSignaling(connection);
        var first = await SetLocalAsync(connection, implicitly: false);

        var second = await SetLocalAsync(connection, implicitly: false);

        AssertDescription.NotSimilar(first, second);
        AssertDescription.Similar(second, connection.LocalDescription);
        AssertDescription.Similar(second, connection.PendingLocalDescription);
        Assert.Null(connection.CurrentLocalDescription);
        Assert.Equal([SignalingState.HaveLocalOffer], states);
    }

    [Wpt(OfferPage, "an offer that was made before a remote one came and went can still be set")]
    public async Task SetLocalDescriptionAsync_OfferFromBeforeARollback_Set()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        var offer = await Finish(connection.CreateOfferAsync());
        await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));
        await Finish(connection.SetRemoteDescriptionAsync(Rollback));

        await Finish(connection.SetLocalDescriptionAsync(offer));

        AssertDescription.Similar(offer, connection.PendingLocalDescription);
    }
}
