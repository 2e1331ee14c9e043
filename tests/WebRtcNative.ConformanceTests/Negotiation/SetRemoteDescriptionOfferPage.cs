using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Media;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Negotiation;

/// <summary>setRemoteDescription with an offer, also where it rolls back the local one.</summary>
public sealed class SetRemoteDescriptionOfferPage : MediaConformanceTest
{
    private const string Page = "RTCPeerConnection-setRemoteDescription-offer.html";

    [WptTheory(Page, "an offer is pending, once or set again")]
    [InlineData(1)]
    [InlineData(2)]
    public async Task SetRemoteDescriptionAsync_Offer_Pending(int times)
    {
        var connection = NewConnection();
        var states = RecordSignaling(connection);
        var offer = await OfferOfAnotherAsync();

        for (var i = 0; i < times; i++)
            await Finish(connection.SetRemoteDescriptionAsync(offer));

        AssertPending(connection, offer);
        Assert.Equal([SignalingState.HaveRemoteOffer], states);
    }

    [Wpt(Page, "another offer takes the place of the pending one")]
    public async Task SetRemoteDescriptionAsync_OtherOffer_Replaces()
    {
        var (offerer, answerer) = (NewConnection(), NewConnection());
        offerer.CreateDataChannel("channel");
        var states = RecordSignaling(answerer);
        var first = await SetLocalAsync(offerer, implicitly: false);
        var second = await Finish(offerer.CreateOfferAsync(new OfferOptions { IceRestart = true }));
        AssertDescription.NotSimilar(first, second);

        await Finish(answerer.SetRemoteDescriptionAsync(first));
        await Finish(answerer.SetRemoteDescriptionAsync(second));

        AssertPending(answerer, second);
        Assert.Equal([SignalingState.HaveRemoteOffer], states);
    }

    [Wpt(Page, "unparsable SDP is a syntax error")]
    public async Task SetRemoteDescriptionAsync_Unparsable_SyntaxError()
    {
        var connection = NewConnection();

        var error = await Assert.ThrowsAsync<WebRtcException>(
            () => connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Offer, "Invalid SDP")));

        Assert.Equal(RtcErrorType.SyntaxError, error.ErrorType);
    }

    [Wpt(Page, "an offer in have-local-offer rolls the local one back")]
    public async Task SetRemoteDescriptionAsync_HaveLocalOffer_HaveRemoteOffer()
    {
        var connection = await HaveLocalOfferAsync();
        var offer = await OfferOfAnotherAsync();

        await Finish(connection.SetRemoteDescriptionAsync(offer));

        AssertPending(connection, offer);
        Assert.Null(connection.LocalDescription);
    }

    [Wpt(Page, "on the way from have-local-offer to have-remote-offer stable is raised")]
    public async Task SetRemoteDescriptionAsync_HaveLocalOffer_ThroughStable()
    {
        var connection = await HaveLocalOfferAsync();
        var states = RecordSignaling(connection);

        await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));

        Assert.Equal([SignalingState.Stable, SignalingState.HaveRemoteOffer], states);
    }

    [Wpt(Page, "state and descriptions change when their event is raised, before the task ends")]
    public async Task SetRemoteDescriptionAsync_Stable_DescriptionThenStateThenTask()
    {
        var queue = Own(new EventQueue());
        var connection = NewConnection(queue: queue);
        var seen = new ConcurrentQueue<(SignalingState, bool, bool)>();
        Task? setting = null;
        connection.SignalingStateChanged += (_, state) =>
            seen.Enqueue((state, connection.PendingRemoteDescription?.Type == SdpType.Offer, setting!.IsCompleted));

        setting = connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync());
        Assert.Equal((SignalingState.Stable, null), (connection.SignalingState, connection.RemoteDescription));

        Wait.Until(() => setting.IsCompleted, "the description", () => queue.Poll());
        Assert.Equal([(SignalingState.HaveRemoteOffer, true, false)], seen);
        Assert.Equal(connection.PendingRemoteDescription, connection.RemoteDescription);
        Assert.Null(connection.CurrentRemoteDescription);
    }

    [Wpt(Page, "the same in have-local-offer: the local offer is gone before the state is raised")]
    public async Task SetRemoteDescriptionAsync_HaveLocalOffer_DescriptionsThenStateThenTask()
    {
        var connection = await HaveLocalOfferAsync();
        var seen = new ConcurrentQueue<(SdpType?, SdpType?)>();
        connection.SignalingStateChanged += (_, state) =>
        {
            if (state == SignalingState.HaveRemoteOffer)
                seen.Enqueue((connection.PendingLocalDescription?.Type, connection.PendingRemoteDescription?.Type));
        };

        await Finish(connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync()));

        Assert.Equal([(null, SdpType.Offer)], seen);
    }

    [Wpt(Page, "a candidate that comes during the rollback is not lost")]
    public async Task AddIceCandidateAsync_DuringRollback_Added()
    {
        var connection = await HaveLocalOfferAsync();
        var candidate = new IceCandidate("candidate:1 1 udp 2122260223 127.0.0.1 5000 typ host", "0", 0);

        var setting = connection.SetRemoteDescriptionAsync(await OfferOfAnotherAsync());
        var adding = connection.AddIceCandidateAsync(candidate);
        await Finish(setting);
        await Finish(adding);

        Wait.Until(() => connection.RemoteDescription!.Sdp.Contains(" 5000 typ host", StringComparison.Ordinal), "the candidate");
        Assert.Equal(SignalingState.HaveRemoteOffer, connection.SignalingState);
    }

    [Wpt(Page, "an unparsable offer in have-local-offer",
        Differs = "SDP is parsed by the call: an offer that cannot be parsed changes nothing, and the local one stays")]
    public async Task SetRemoteDescriptionAsync_UnparsableInHaveLocalOffer_NothingChanges()
    {
        var connection = await HaveLocalOfferAsync();

        await Assert.ThrowsAsync<WebRtcException>(
            () => connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Offer, "Invalid SDP")));

        await SettleAsync(connection);
        Assert.Equal(SignalingState.HaveLocalOffer, connection.SignalingState);
        Assert.NotNull(connection.PendingLocalDescription);
    }

    [Wpt(Page, "an offer that was set twice can be answered")]
    public async Task SetRemoteDescriptionAsync_SameOfferTwice_Answered()
    {
        var (offerer, answerer) = (NewMediaConnection(), NewMediaConnection());
        offerer.AddTransceiver(MediaKind.Video);
        var offer = await Finish(offerer.CreateOfferAsync());
        for (var i = 0; i < 2; i++)
        {
            await Finish(answerer.SetRemoteDescriptionAsync(offer));
            Assert.Single(answerer.Transceivers);
        }

        await Finish(offerer.SetLocalDescriptionAsync(offer));
        await Finish(offerer.SetRemoteDescriptionAsync(await SetLocalAsync(answerer, implicitly: false)));

        Assert.Equal((SignalingState.Stable, SignalingState.Stable), (offerer.SignalingState, answerer.SignalingState));
    }

    [Wpt(Page, "transceivers of an offer are there when the task has ended, not before")]
    public async Task SetRemoteDescriptionAsync_Transceiver_ThereAfterwards()
    {
        var queue = Own(new EventQueue());
        var (offerer, answerer) = (NewMediaConnection(), NewMediaConnection(queue));
        offerer.AddTransceiver(MediaKind.Video);
        var offer = await Finish(offerer.CreateOfferAsync());

        var setting = answerer.SetRemoteDescriptionAsync(offer);
        Assert.Empty(answerer.Transceivers);
        Wait.Until(() => setting.IsCompleted, "the offer", () => queue.Poll());

        Assert.Single(answerer.Transceivers);
    }

    [Wpt(Page, "two sections with the same msid are refused", NotOnSystem = "it takes them")]
    public async Task SetRemoteDescriptionAsync_SameMsidTwice_Refused()
    {
        var (offerer, answerer) = (NewMediaConnection(), NewMediaConnection());
        offerer.AddTransceiver(MediaKind.Video);
        var offer = await Finish(offerer.CreateOfferAsync());
        var section = offer.Sdp[offer.Sdp.IndexOf("m=video", StringComparison.Ordinal)..];
        var again = section.Replace("a=mid:0", "a=mid:another", StringComparison.Ordinal);

        await AssertRefusedAsync(() => answerer.SetRemoteDescriptionAsync(offer with { Sdp = offer.Sdp + again }));

        Assert.Empty(answerer.Transceivers);
    }

    [Wpt(Page, "candidates may travel in the description of a second round")]
    public async Task SetRemoteDescriptionAsync_CandidatesInTheReoffer_Connects()
    {
        var (offerer, answerer) = (NewMediaConnection(), NewMediaConnection());
        offerer.AddTransceiver(MediaKind.Video);
        await ExchangeAsync(offerer, answerer);
        Wait.Until(() => offerer.IceGatheringState == IceGatheringState.Complete, "all candidates");
        Wait.Until(() => offerer.LocalDescription!.Sdp.Contains("a=candidate:", StringComparison.Ordinal), "them in the description");

        await Finish(offerer.SetLocalDescriptionAsync());
        await Finish(answerer.SetRemoteDescriptionAsync(offerer.LocalDescription!));
        await Finish(offerer.SetRemoteDescriptionAsync(await Finish(answerer.SetLocalDescriptionAsync())));

        Wait.Until(() => answerer.ConnectionState == PeerConnectionState.Connected, "connected");
        Assert.Equal(SignalingState.Stable, answerer.SignalingState);
    }

    private async Task<PeerConnection> HaveLocalOfferAsync()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        await Finish(connection.SetLocalDescriptionAsync());
        Assert.Equal(SignalingState.HaveLocalOffer, connection.SignalingState);
        return connection;
    }

    private static void AssertPending(PeerConnection connection, SessionDescription offer)
    {
        Assert.Equal(SignalingState.HaveRemoteOffer, connection.SignalingState);
        AssertDescription.Similar(offer, connection.RemoteDescription);
        AssertDescription.Similar(offer, connection.PendingRemoteDescription);
        Assert.Null(connection.CurrentRemoteDescription);
    }
}
