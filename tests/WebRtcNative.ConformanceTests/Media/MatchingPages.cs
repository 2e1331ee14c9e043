using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;
using D = WebRtcNative.RtpTransceiverDirection;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>Which section belongs to which transceiver, which direction it may have, and which peer it goes to.</summary>
public sealed class MatchingPages : MediaConformanceTest
{
    private const string Direction = "protocol/direction.html";
    private const string Match = "protocol/transceiver-direction-match.html";
    private const string Recycling = "protocol/transceiver-mline-recycling.html";
    private const string Handover = "protocol/handover.html";
    private const string Split = "protocol/split.https.html";
    private const string BothWays = "recvonly-transceiver-can-become-sendrecv.https.html";
    private const string OfTransceiver = "RTCPeerConnection-setDescription-transceiver.html";
    private const string Simulcast = "RTCPeerConnection-setRemoteDescription-simulcast.https.html";
    private const string NoMsid = "RTCPeerConnection-setRemoteDescription-nomsid.html";

    [WptTheory(Direction, "an answer whose direction the offer does not allow is refused", NotOnSystem = "it takes such an answer")]
    [InlineData(D.RecvOnly, "a=inactive", "a=recvonly")]
    [InlineData(D.SendOnly, "a=recvonly", "a=sendrecv")]
    public async Task SetRemoteDescriptionAsync_DirectionNotOffered_Refused(D offered, string answered, string changed)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Audio, In(offered));
        await OfferAsync(caller, callee);
        var answer = await Finish(callee.SetLocalDescriptionAsync());
        Assert.Contains(answered, answer.Sdp, StringComparison.Ordinal);

        await AssertRefusedAsync(() => caller.SetRemoteDescriptionAsync(
            answer with { Sdp = answer.Sdp.Replace(answered, changed, StringComparison.Ordinal) }));
    }

    [Wpt(Match, "a transceiver with a track is for the section that wants to receive, not for the earlier one that only sends")]
    public async Task SetRemoteDescriptionAsync_SendOnlyBeforeRecvOnly_TrackForRecvOnly()
    {
        var connection = NewMediaConnection();
        connection.AddTrack(NewAudio());
        var transceiver = connection.Transceivers[0];

        await Finish(connection.SetRemoteDescriptionAsync(ForeignOffer.Of(
            ForeignOffer.Section("audio", "1", 111, "opus/48000/2", "sendonly"),
            ForeignOffer.Section("audio", "2", 111, "opus/48000/2", "recvonly"))));
        await Finish(connection.SetLocalDescriptionAsync());

        Assert.Equal("2", transceiver.Mid);
    }

    [Wpt(Recycling, "the section of a stopped transceiver is used for the next one, of either kind")]
    public async Task Negotiate_AfterStop_SectionUsedAgain()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Audio);
        await ExchangeAsync(caller, callee);

        foreach (var next in new[] { MediaKind.Audio, MediaKind.Video, MediaKind.Video })
        {
            caller.Transceivers[0].Stop();
            await ExchangeAsync(caller, callee);
            caller.AddTransceiver(next);
            await ExchangeAsync(caller, callee);

            Assert.StartsWith(next == MediaKind.Audio ? "audio" : "video", Assert.Single(Sections(caller.LocalDescription).Skip(1)), StringComparison.Ordinal);
        }
    }

    [WptTheory(Recycling, "the section that a peer rejected is used for a transceiver, of either kind")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public async Task CreateOfferAsync_RejectedByPeer_SectionUsedAgain(MediaKind kind)
    {
        var connection = NewMediaConnection();
        var offer = ForeignOffer.Of(ForeignOffer.Section("video", "0", 100, "VP8/90000", "sendonly"));
        await Finish(connection.SetRemoteDescriptionAsync(offer with { Sdp = offer.Sdp.Replace("m=video 9", "m=video 0", StringComparison.Ordinal) }));
        await Finish(connection.SetLocalDescriptionAsync());
        Assert.Empty(connection.Transceivers);
        connection.AddTransceiver(kind);

        Assert.Single(Sections(await Finish(connection.CreateOfferAsync())).Skip(1));
    }

    [WptTheory(Handover, "the caller negotiates with another peer; either of the two may offer")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Negotiate_OtherPeer_Stable(bool callerOffers)
    {
        var (caller, first, second) = (NewMediaConnection(), NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Audio);
        var offer = await OfferAsync(caller, first);
        await AnswerAsync(first, caller);

        if (callerOffers)
        {
            await ExchangeAsync(caller, second);
        }
        else
        {
            // The second peer answers the first offer, so that its own offer has the same sections; that answer goes nowhere.
            await Finish(second.SetRemoteDescriptionAsync(offer));
            await Finish(second.SetLocalDescriptionAsync());
            await ExchangeAsync(second, caller);
        }

        Assert.Equal((SignalingState.Stable, SignalingState.Stable), (caller.SignalingState, second.SignalingState));
    }

    [Wpt(Split, "the sound of an offer connects to one peer, and its pictures to another")]
    public async Task Negotiate_SectionsToTwoPeers_BothConnect()
    {
        var (caller, sound, pictures) = (NewMediaConnection(), NewMediaConnection(), NewMediaConnection());
        caller.AddTrack(NewAudio());
        caller.AddTrack(NewVideo());
        caller.IceCandidateGathered += (_, candidate) => (candidate.SdpMid == "0" ? sound : pictures).AddIceCandidateAsync(candidate);
        sound.IceCandidateGathered += (_, candidate) => caller.AddIceCandidateAsync(candidate);
        pictures.IceCandidateGathered += (_, candidate) => caller.AddIceCandidateAsync(candidate);
        var offer = WithoutGroups(await Finish(caller.CreateOfferAsync()));
        var (head, sections) = Parse(offer);

        await Finish(sound.SetRemoteDescriptionAsync(offer with { Sdp = head + sections[0] }));
        await Finish(pictures.SetRemoteDescriptionAsync(offer with { Sdp = head + sections[1] }));
        await Finish(caller.SetLocalDescriptionAsync(offer));
        var (ofSound, soundSections) = Parse(WithoutGroups(await Finish(sound.SetLocalDescriptionAsync())));
        var (_, pictureSections) = Parse(WithoutGroups(await Finish(pictures.SetLocalDescriptionAsync())));
        await Finish(caller.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Answer, ofSound + soundSections[0] + pictureSections[0])));

        Wait.Until(
            () => sound.ConnectionState == PeerConnectionState.Connected && pictures.ConnectionState == PeerConnectionState.Connected,
            "both connected");
    }

    [WptTheory(BothWays, "a transceiver that only received may send as well")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public async Task Direction_RecvOnlyToSendRecv_Negotiated(MediaKind kind)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var transceiver = caller.AddTransceiver(kind, In(D.RecvOnly));
        await ExchangeAsync(caller, callee);

        transceiver.Direction = D.SendRecv;
        await ExchangeAsync(caller, callee);

        Assert.Equal(D.SendOnly, transceiver.CurrentDirection); // the callee sends nothing
    }

    [Wpt(OfTransceiver, "a local offer gives a transceiver its mid; creating the offer does not")]
    public async Task SetLocalDescriptionAsync_Offer_AssignsMid()
    {
        var connection = NewMediaConnection();
        var transceiver = connection.AddTransceiver(MediaKind.Audio);

        var offer = await Finish(connection.CreateOfferAsync());
        Assert.Null(transceiver.Mid);
        await Finish(connection.SetLocalDescriptionAsync(offer));

        Assert.Equal("a=mid:" + transceiver.Mid, AssertDescription.Line(offer, "a=mid:"));
    }

    [Wpt(OfTransceiver, "a remote offer makes a transceiver with the mid of the section")]
    public async Task SetRemoteDescriptionAsync_Offer_MakesTransceiver()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var transceiver = caller.AddTransceiver(MediaKind.Audio);

        await OfferAsync(caller, callee);

        Assert.NotNull(transceiver.Mid);
        Assert.Equal(transceiver.Mid, Assert.Single(callee.Transceivers).Mid);
    }

    [Wpt(OfTransceiver, "a local rollback takes the mid away")]
    public async Task SetLocalDescriptionAsync_Rollback_NoMid()
    {
        var connection = NewMediaConnection();
        var transceiver = connection.AddTransceiver(MediaKind.Audio);
        await Finish(connection.SetLocalDescriptionAsync());
        Assert.NotNull(transceiver.Mid);

        await Finish(connection.SetLocalDescriptionAsync(Rollback));

        Assert.Null(transceiver.Mid);
    }

    [Wpt(OfTransceiver, "a local rollback takes only the mids of its own round away")]
    public async Task SetLocalDescriptionAsync_RollbackOfSecond_FirstMidStays()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var first = caller.AddTransceiver(MediaKind.Audio);
        await ExchangeAsync(caller, callee);
        var second = caller.AddTransceiver(MediaKind.Video);
        await Finish(caller.SetLocalDescriptionAsync());
        Assert.NotNull(second.Mid);

        await Finish(caller.SetLocalDescriptionAsync(Rollback));

        Assert.NotNull(first.Mid);
        Assert.Null(second.Mid);
    }

    [Wpt(OfTransceiver, "a remote rollback takes the transceiver away that the offer made")]
    public async Task SetRemoteDescriptionAsync_Rollback_TransceiverGone()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Audio);
        await OfferAsync(caller, callee);
        var transceiver = callee.Transceivers[0];

        await Finish(callee.SetRemoteDescriptionAsync(Rollback));

        Assert.Null(transceiver.Mid);
        Assert.Empty(callee.Transceivers);
    }

    [Wpt(OfTransceiver, "a rejected section makes the transceiver inactive", Differs = "the engine answers a section that was stopped since the offer as inactive, which comes to the same")]
    public async Task SetRemoteDescriptionAsync_StoppedByAnswerer_Inactive()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Audio);
        await OfferAsync(caller, callee);
        callee.Transceivers[0].Stop();

        var answer = await AnswerAsync(callee, caller);

        Assert.Equal(D.Inactive, caller.Transceivers[0].CurrentDirection);
        Assert.Contains("a=inactive", answer.Sdp, StringComparison.Ordinal);
    }

    [Wpt(Simulcast, "an offer to receive simulcast is for the transceiver that has a track",
        Differs = "libwebrtc makes a transceiver of its own for such an offer")]
    public async Task SetRemoteDescriptionAsync_OfferToReceiveSimulcast_TransceiverOfItsOwn()
    {
        var connection = NewMediaConnection();
        connection.AddTrack(NewVideo());

        await Finish(connection.SetRemoteDescriptionAsync(ForeignOffer.Of(ForeignOffer.Section(
            "video", "0", 96, "VP8/90000", "recvonly",
            "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id", "a=rid:low recv", "a=rid:mid recv", "a=rid:top recv",
            "a=simulcast:recv low;mid;top"))));

        Assert.Equal([null, "0"], connection.Transceivers.Select(transceiver => transceiver.Mid));
    }

    [Wpt(NoMsid, "a track of an offer without msid lines has a stream")]
    public async Task SetRemoteDescriptionAsync_NoMsid_OneStream()
    {
        var connection = NewMediaConnection();
        var received = RecordTracks(connection);

        await Finish(connection.SetRemoteDescriptionAsync(ForeignOffer.Of(ForeignOffer.Section("audio", "0", 111, "opus/48000/2"))));

        Assert.Single(Assert.Single(received).StreamIds);
    }

    private static (string Head, string[] Sections) Parse(SessionDescription description)
    {
        var parts = description.Sdp.Split("\r\nm=");
        return (parts[0] + "\r\n", [.. parts[1..].Select(part => "m=" + part.TrimEnd() + "\r\n")]);
    }
}
