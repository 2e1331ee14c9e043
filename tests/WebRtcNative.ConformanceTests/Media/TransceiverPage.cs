using WebRtcNative.ConformanceTests.Support;
using D = WebRtcNative.RtpTransceiverDirection;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>The large page about transceivers, first part: how they are made, paired with sections, and which way they go.</summary>
public sealed class TransceiverPage : MediaConformanceTest
{
    private const string Page = "RTCRtpTransceiver.https.html";

    [Wpt(Page, "kinds make transceivers in their order, live and muted")]
    public void AddTransceiver_Kinds_InOrder()
    {
        var connection = NewMediaConnection();
        Assert.Empty(connection.Transceivers);

        connection.AddTransceiver(MediaKind.Audio);
        connection.AddTransceiver(MediaKind.Video);

        Assert.Equal(
            [(MediaKind.Audio, null, D.SendRecv, null, null, true), (MediaKind.Video, null, D.SendRecv, null, null, true)],
            connection.Transceivers.Select(one => (
                one.Receiver.Track.Kind, one.Sender.Track, one.Direction, one.CurrentDirection, one.Mid, one.Receiver.Track.Muted)));
    }

    [WptTheory(Page, "tracks make transceivers that send them")]
    [InlineData(true)]
    [InlineData(false)]
    public void Add_Tracks_AreSent(bool byTransceiver)
    {
        var connection = NewMediaConnection();
        var (audio, video) = (NewAudio(), NewVideo());

        foreach (var track in (MediaStreamTrack[])[audio, video])
        {
            if (byTransceiver)
                connection.AddTransceiver(track);
            else
                connection.AddTrack(track, "stream");
        }

        Assert.Equal(
            [(MediaKind.Audio, (MediaStreamTrack?)audio, D.SendRecv, null), (MediaKind.Video, video, D.SendRecv, null)],
            connection.Transceivers.Select(one => (one.Kind, one.Sender.Track, one.Direction, one.CurrentDirection)));
    }

    [Wpt(Page, "a direction is taken from the beginning")]
    public void AddTransceiver_Directions_AreTaken()
    {
        var connection = NewMediaConnection();

        connection.AddTransceiver(MediaKind.Audio, In(D.RecvOnly));
        connection.AddTransceiver(MediaKind.Video, In(D.RecvOnly));

        Assert.Equal([D.RecvOnly, D.RecvOnly], connection.Transceivers.Select(one => one.Direction));
    }

    [Wpt(Page, "an unknown kind makes none")]
    public void AddTransceiver_UnknownKind_None()
    {
        var connection = NewMediaConnection();

        Assert.ThrowsAny<ArgumentException>(() => connection.AddTransceiver((MediaKind)9));

        Assert.Empty(connection.Transceivers);
    }

    [WptTheory(Page, "a msid without a track's identifier is understood",
        NotOnSystem = "it refuses a msid of one word")]
    [InlineData("stream")]
    public async Task Msid_NoTrackId_Negotiates(string stream)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        caller.AddTrack(NewAudio("track"), stream);
        var offer = await Finish(caller.SetLocalDescriptionAsync());
        Assert.Contains($"a=msid:{stream} ", offer.Sdp, StringComparison.Ordinal);
        var lines = offer.Sdp.Split("\r\n").Select(
            line => line.StartsWith("a=msid:", StringComparison.Ordinal) ? $"a=msid:{stream}" : line);

        await Finish(callee.SetRemoteDescriptionAsync(offer with { Sdp = string.Join("\r\n", lines) }));
        await AnswerAsync(callee, caller);

        Assert.Equal([stream], Assert.Single(received).StreamIds);
    }

    [WptTheory(Page, "a remote offer makes a transceiver that only receives, whether the peer sends or not")]
    [InlineData(D.SendRecv, 1)]
    [InlineData(D.RecvOnly, 0)]
    public async Task RemoteOffer_Direction_RecvOnlyHere(D direction, int events)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        caller.AddTransceiver(NewAudio(), new RtpTransceiverInit { StreamIds = ["stream"] }).Direction = direction;

        await OfferAsync(caller, callee);

        Assert.Equal(events, received.Count);
        Assert.All(received, track => Assert.Equal(["stream"], track.StreamIds));
        var only = Assert.Single(callee.Transceivers);
        Assert.Equal((null, D.RecvOnly, null), (only.Sender.Track, only.Direction, only.CurrentDirection));
        Assert.NotNull(only.Mid);
    }

    [Wpt(Page, "an offer without a mid gets one here")]
    public async Task Offer_NoMid_MidAllTheSame()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTrack(NewAudio(), "stream");
        var offer = await Finish(caller.SetLocalDescriptionAsync());
        var sdp = offer.Sdp.Replace("a=mid:", "a=unknown:", StringComparison.Ordinal)
            .Replace("a=group:", "a=unknown-group:", StringComparison.Ordinal);

        await Finish(callee.SetRemoteDescriptionAsync(offer with { Sdp = sdp }));

        Assert.False(string.IsNullOrEmpty(Assert.Single(callee.Transceivers).Mid));
        await AnswerAsync(callee, caller);
    }

    [Wpt(Page, "an answer without a mid is for the section in its place")]
    public async Task Answer_NoMid_IsTaken()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTrack(NewAudio(), "stream");
        await OfferAsync(caller, callee);
        var answer = await Finish(callee.CreateAnswerAsync());
        var sdp = answer.Sdp.Replace("a=mid:", "a=unknown:", StringComparison.Ordinal)
            .Replace("a=group:", "a=unknown-group:", StringComparison.Ordinal);

        await Finish(caller.SetRemoteDescriptionAsync(answer with { Sdp = sdp }));

        Assert.Equal((D.SendRecv, D.SendOnly), (caller.Transceivers[0].Direction, caller.Transceivers[0].CurrentDirection));
        await Finish(caller.SetLocalDescriptionAsync());
    }

    [WptTheory(Page, "a transceiver of the callee that addTransceiver made is not used for the caller's section")]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task RemoteOffer_AddTransceiver_NotPaired(bool withTrack, bool replaced)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        caller.AddTransceiver(MediaKind.Audio);
        var mine = withTrack ? callee.AddTransceiver(NewAudio()) : callee.AddTransceiver(MediaKind.Audio);
        if (replaced)
            await Finish(mine.Sender.ReplaceTrackAsync(NewAudio()));

        await OfferAsync(caller, callee);

        Assert.Equal(2, callee.Transceivers.Count);
        Assert.Null(mine.Mid);
        Assert.Null(callee.Transceivers[1].Sender.Track);
        Assert.Same(callee.Transceivers[1], Assert.Single(received).Transceiver);
        Assert.NotNull(callee.Transceivers[1].Mid);
    }

    [WptTheory(Page, "a transceiver that addTrack has used is")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RemoteOffer_AddTrack_Paired(bool replacedByNone)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        caller.AddTransceiver(MediaKind.Audio);
        var sender = callee.AddTrack(NewAudio(), "stream");
        if (replacedByNone)
            await Finish(sender.ReplaceTrackAsync(null));

        await OfferAsync(caller, callee);

        var only = Assert.Single(callee.Transceivers);
        Assert.Same(sender, only.Sender);
        Assert.NotNull(only.Mid);
        Assert.Same(only, Assert.Single(received).Transceiver);
    }

    [Wpt(Page, "a transceiver that addTransceiver made and addTrack has used is paired", Differs = "libwebrtc pairs what addTrack made")]
    public async Task RemoteOffer_AddTransceiverThenAddTrack_NotPaired()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Audio);
        var mine = callee.AddTransceiver(MediaKind.Audio);
        Assert.Same(mine.Sender, callee.AddTrack(NewAudio(), "stream"));

        await OfferAsync(caller, callee);

        Assert.Equal(2, callee.Transceivers.Count);
        Assert.Null(mine.Mid);
    }

    [Wpt(Page, "a track that is removed and added gets a new section, as offerer and as answerer")]
    public async Task RemoveAndAdd_NewSection()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var track = NewAudio();
        caller.AddTrack(track, "stream");
        await ExchangeAsync(caller, callee);

        caller.RemoveTrack(caller.Senders[0]);
        caller.AddTrack(track, "stream");
        Assert.Equal(
            [(null, D.RecvOnly), (track, D.SendRecv)], caller.Transceivers.Select(one => ((AudioTrack?)one.Sender.Track, one.Direction)));
        await ExchangeAsync(caller, callee);
        Assert.Equal([D.Inactive, D.RecvOnly], callee.Transceivers.Select(one => one.CurrentDirection!.Value));

        caller.RemoveTrack(caller.Senders[1]);
        caller.AddTrack(track, "stream");
        callee.AddTransceiver(MediaKind.Audio);
        await ExchangeAsync(callee, caller);
        Assert.Equal([D.Inactive, D.Inactive, D.SendRecv], callee.Transceivers.Select(one => one.CurrentDirection!.Value));
    }

    [Wpt(Page, "a track can be added and removed before the offer and after it")]
    public async Task AddTrackThenRemove_Repeated_Works()
    {
        var connection = NewMediaConnection();
        connection.AddTransceiver(MediaKind.Audio);
        var track = NewAudio();
        connection.RemoveTrack(connection.AddTrack(track, "stream"));
        await Finish(connection.SetLocalDescriptionAsync());

        connection.RemoveTrack(connection.AddTrack(track, "stream"));

        Assert.All(connection.Senders, sender => Assert.Null(sender.Track));
    }

    [Wpt(Page, "each direction can be set")]
    public void Direction_Each_IsSet()
    {
        var transceiver = NewMediaConnection().AddTransceiver(MediaKind.Audio);

        foreach (var direction in (D[])[D.SendOnly, D.RecvOnly, D.Inactive, D.SendRecv])
        {
            transceiver.Direction = direction;
            Assert.Equal(direction, transceiver.Direction);
        }
    }

    [Wpt(Page, "the current direction changes with the answer, local or remote, and track is raised when sending begins anew")]
    public async Task CurrentDirection_SeveralNegotiations_ChangesWithAnswers()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var (byCaller, byCallee) = (RecordTracks(caller), RecordTracks(callee));
        caller.AddTrack(NewAudio(), "mine");
        callee.AddTrack(NewAudio(), "yours");
        var (mine, yours) = (caller.Transceivers[0], callee.Transceivers[0]);

        await OfferAsync(caller, callee);
        Assert.Equal((null, null, 0, 1), (mine.CurrentDirection, yours.CurrentDirection, byCaller.Count, byCallee.Count));
        await AnswerAsync(callee, caller);
        Assert.Equal((D.SendRecv, D.SendRecv, 1, 1), (mine.CurrentDirection, yours.CurrentDirection, byCaller.Count, byCallee.Count));

        yours.Direction = D.SendOnly;
        await OfferAsync(callee, caller);
        Assert.Equal((D.SendRecv, D.SendRecv), (mine.CurrentDirection, yours.CurrentDirection));
        await AnswerAsync(caller, callee);
        Assert.Equal((D.RecvOnly, D.SendOnly, 1, 1), (mine.CurrentDirection, yours.CurrentDirection, byCaller.Count, byCallee.Count));

        yours.Direction = D.SendRecv;
        await ExchangeAsync(callee, caller);
        Assert.Equal((D.SendRecv, D.SendRecv, 1, 2), (mine.CurrentDirection, yours.CurrentDirection, byCaller.Count, byCallee.Count));
        Assert.Equal(["mine"], byCallee.Last().StreamIds);
    }

    [Wpt(Page, "a caller without a track connects, and receives the callee's")]
    public void SendRecv_NoTrack_Connects()
    {
        var pair = NewMediaPair();
        var received = RecordTracks(pair.A);
        pair.A.AddTransceiver(MediaKind.Audio);
        pair.B.AddTrack(NewAudio(), "stream");

        pair.Negotiate();

        Assert.Equal(["stream"], Assert.Single(received).StreamIds);
        pair.Until(
            () => pair.A.ConnectionState == PeerConnectionState.Connected && pair.B.ConnectionState == PeerConnectionState.Connected,
            "connected");
    }

    [Wpt(Page, "a stream without a track is received")]
    public async Task SendRecv_StreamWithoutTrack_IsReceived()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        caller.AddTransceiver(MediaKind.Audio, new RtpTransceiverInit { StreamIds = ["stream"] });

        await OfferAsync(caller, callee);

        Assert.Equal(["stream"], Assert.Single(received).StreamIds);
    }
}
