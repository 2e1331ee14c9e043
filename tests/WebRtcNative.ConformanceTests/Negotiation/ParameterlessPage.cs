using WebRtcNative.ConformanceTests.Media;
using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Negotiation;

/// <summary>setLocalDescription without an argument makes the description that the state calls for.</summary>
public sealed class ParameterlessPage : MediaConformanceTest
{
    private const string Page = "RTCPeerConnection-setLocalDescription-parameterless.https.html";
    private const string Anew = "libwebrtc makes a new one; it is what the task returns, so nobody needs the created one";

    [Wpt(Page, "in stable it ends in have-local-offer")]
    public async Task SetLocalDescriptionAsync_Stable_HaveLocalOffer()
    {
        var connection = NewConnection();
        var states = RecordSignaling(connection);

        await Finish(connection.SetLocalDescriptionAsync());

        Assert.Equal(SignalingState.HaveLocalOffer, connection.SignalingState);
        Assert.Equal([SignalingState.HaveLocalOffer], states);
    }

    [Wpt(Page, "in stable the offer is pending")]
    public async Task SetLocalDescriptionAsync_Stable_Pending()
    {
        var connection = NewConnection();

        var offer = await Finish(connection.SetLocalDescriptionAsync());

        Assert.Equal(SdpType.Offer, offer.Type);
        AssertDescription.Similar(offer, connection.PendingLocalDescription);
    }

    [Wpt(Page, "in stable it gives transceivers their mid")]
    public async Task SetLocalDescriptionAsync_StableWithTransceiver_Mid()
    {
        var connection = NewMediaConnection();
        var transceiver = connection.AddTransceiver(MediaKind.Audio);
        Assert.Null(transceiver.Mid);

        await Finish(connection.SetLocalDescriptionAsync());

        Assert.NotNull(transceiver.Mid);
    }

    [Wpt(Page, "in have-remote-offer it gives transceivers their current direction")]
    public async Task SetLocalDescriptionAsync_HaveRemoteOfferWithTransceiver_CurrentDirection()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Audio);
        await OfferAsync(caller, callee);
        var transceiver = Assert.Single(callee.Transceivers);
        Assert.Null(transceiver.CurrentDirection);

        await Finish(callee.SetLocalDescriptionAsync());

        Assert.Equal(RtpTransceiverDirection.RecvOnly, transceiver.CurrentDirection);
    }

    [Wpt(Page, "in have-remote-offer it ends in stable")]
    public async Task SetLocalDescriptionAsync_HaveRemoteOffer_Stable()
    {
        var connection = await HaveRemoteOfferAsync();
        var states = RecordSignaling(connection);

        await Finish(connection.SetLocalDescriptionAsync());

        Assert.Equal([SignalingState.Stable], states);
    }

    [Wpt(Page, "in have-remote-offer the answer is current")]
    public async Task SetLocalDescriptionAsync_HaveRemoteOffer_Current()
    {
        var connection = await HaveRemoteOfferAsync();

        var answer = await Finish(connection.SetLocalDescriptionAsync());

        Assert.Equal(SdpType.Answer, answer.Type);
        AssertDescription.Similar(answer, connection.CurrentLocalDescription);
    }

    [Wpt(Page, "an offer that was created before is not used", Differs = Anew)]
    public async Task SetLocalDescriptionAsync_OfferCreatedBefore_TheReturnedOneIsSet()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        var created = await Finish(connection.CreateOfferAsync());

        var offer = await Finish(connection.SetLocalDescriptionAsync());

        AssertDescription.Similar(offer, connection.PendingLocalDescription);
        AssertDescription.NotSimilar(created, offer);
    }

    [Wpt(Page, "an answer that was created before is not used", Differs = Anew)]
    public async Task SetLocalDescriptionAsync_AnswerCreatedBefore_TheReturnedOneIsSet()
    {
        var connection = await HaveRemoteOfferAsync();
        var created = await Finish(connection.CreateAnswerAsync());

        var answer = await Finish(connection.SetLocalDescriptionAsync());

        AssertDescription.Similar(answer, connection.CurrentLocalDescription);
        AssertDescription.NotSimilar(created, answer);
    }

    [Wpt(Page, "a closed connection refuses")]
    public async Task SetLocalDescriptionAsync_Closed_InvalidOperation()
    {
        var connection = NewConnection();
        connection.Close();

        await AssertInvalidStateAsync(() => connection.SetLocalDescriptionAsync());
    }

    [Wpt(Page, "close while it is being set",
        Differs = "the task ends with an InvalidOperationException: one that never ends would keep its awaiter for ever")]
    public async Task SetLocalDescriptionAsync_CloseMeanwhile_InvalidOperation()
    {
        var connection = NewConnection(queue: Own(new EventQueue()));

        var setting = connection.SetLocalDescriptionAsync();
        connection.Close();

        await AssertInvalidStateAsync(() => setting);
    }

    [Wpt(Page, "a whole exchange")]
    public async Task SetLocalDescriptionAsync_BothSides_Stable()
    {
        var (offerer, answerer) = (NewConnection(), NewConnection());

        await ExchangeAsync(offerer, answerer);

        Assert.Equal((SignalingState.Stable, SignalingState.Stable), (offerer.SignalingState, answerer.SignalingState));
        Assert.NotNull(offerer.CurrentRemoteDescription);
    }

    [Wpt(Page, "setRemoteDescription needs a description")]
    public async Task SetRemoteDescriptionAsync_None_ArgumentNull()
    {
        var connection = NewConnection();

        await Assert.ThrowsAsync<ArgumentNullException>(() => connection.SetRemoteDescriptionAsync(null!));
    }

    private async Task<PeerConnection> HaveRemoteOfferAsync()
    {
        var connection = NewConnection();
        await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));
        return connection;
    }
}
