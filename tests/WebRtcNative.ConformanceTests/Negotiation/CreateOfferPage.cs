using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Negotiation;

/// <summary>createOffer.</summary>
public sealed class CreateOfferPage : ConformanceTest
{
    private const string Page = "RTCPeerConnection-createOffer.html";

    [Wpt(Page, "a new connection has an offer")]
    public async Task CreateOfferAsync_New_Offer()
    {
        var offer = await Finish(NewConnection().CreateOfferAsync());

        Assert.Equal(SdpType.Offer, offer.Type);
        Assert.StartsWith("v=0", offer.Sdp, StringComparison.Ordinal);
    }

    [Wpt(Page, "the offer can be set")]
    public async Task CreateOfferAsync_Set_HaveLocalOffer()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        var states = RecordSignaling(connection);

        var offer = await Finish(connection.CreateOfferAsync());
        await Finish(connection.SetLocalDescriptionAsync(offer));

        Assert.Equal(SignalingState.HaveLocalOffer, connection.SignalingState);
        AssertDescription.Similar(offer, connection.LocalDescription);
        AssertDescription.Similar(offer, connection.PendingLocalDescription);
        Assert.Null(connection.CurrentLocalDescription);
        Assert.Equal([SignalingState.HaveLocalOffer], states);
    }

    [Wpt(Page, "a closed connection refuses")]
    public async Task CreateOfferAsync_Closed_InvalidOperation()
    {
        var connection = NewConnection();
        connection.Close();

        await AssertInvalidStateAsync(() => connection.CreateOfferAsync());
    }

    [Wpt(Page, "what is added while the offer is being made may be in it, and then is in the next")]
    public async Task CreateOfferAsync_ChannelMeanwhile_InTheNextAtLeast()
    {
        var connection = NewConnection();

        var first = connection.CreateOfferAsync();
        connection.CreateDataChannel("channel");
        await Finish(first);

        Assert.Contains("m=application", (await Finish(connection.CreateOfferAsync())).Sdp, StringComparison.Ordinal);
    }
}
