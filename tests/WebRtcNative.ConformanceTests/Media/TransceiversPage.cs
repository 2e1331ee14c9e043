using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>Transceivers from their creation to the answer, on both sides.</summary>
public sealed class TransceiversPage : MediaConformanceTest
{
    private const string Page = "RTCPeerConnection-transceivers.https.html";

    [WptTheory(Page, "addTrack: one transceiver, whose sender has the track, whose receiver has a muted one, and which has no section")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void AddTrack_Transceiver_NotNegotiated(MediaKind kind)
    {
        var connection = NewMediaConnection();
        var track = NewTrack(kind);

        var sender = connection.AddTrack(track);

        var transceiver = Assert.Single(connection.Transceivers);
        Assert.Same(sender, transceiver.Sender);
        Assert.Same(track, sender.Track);
        Assert.NotSame(track, transceiver.Receiver.Track);
        Assert.Equal((kind, true), (transceiver.Receiver.Track.Kind, transceiver.Receiver.Track.Muted));
        Assert.Equal((null, RtpTransceiverDirection.SendRecv, null), (transceiver.Mid, transceiver.Direction, transceiver.CurrentDirection));
    }

    [Wpt(Page, "the local offer gives the transceiver its section")]
    public async Task SetLocalDescriptionAsync_Offer_Mid()
    {
        var connection = NewMediaConnection();
        connection.AddTrack(NewAudio());
        var transceiver = connection.Transceivers[0];

        var offer = await Finish(connection.SetLocalDescriptionAsync());

        Assert.NotNull(transceiver.Mid);
        Assert.Contains($"\r\na=mid:{transceiver.Mid}\r\n", offer.Sdp, StringComparison.Ordinal);
    }

    [Wpt(Page, "the remote offer makes a transceiver with the same mid, which receives")]
    public async Task SetRemoteDescriptionAsync_Offer_SameMid()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        caller.AddTrack(NewAudio());

        await OfferAsync(caller, callee);

        var transceiver = Assert.Single(received).Transceiver;
        Assert.Same(transceiver, Assert.Single(callee.Transceivers));
        Assert.Equal(caller.Transceivers[0].Mid, transceiver.Mid);
        Assert.Equal((RtpTransceiverDirection.RecvOnly, null), (transceiver.Direction, transceiver.CurrentDirection));
    }

    [Wpt(Page, "the answer sets the current directions of both sides")]
    public async Task Answer_OneWay_CurrentDirections()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTrack(NewAudio());
        await OfferAsync(caller, callee);

        await AnswerAsync(callee, caller);

        Assert.Equal(RtpTransceiverDirection.RecvOnly, callee.Transceivers[0].CurrentDirection);
        Assert.Equal(RtpTransceiverDirection.SendOnly, caller.Transceivers[0].CurrentDirection);
    }

    [Wpt(Page, "a rollback of a first local offer takes the section away, and the transceiver stays")]
    public async Task SetLocalDescriptionAsync_Rollback_NoMid()
    {
        var connection = NewMediaConnection();
        connection.AddTrack(NewAudio());
        await Finish(connection.SetLocalDescriptionAsync());
        var transceiver = connection.Transceivers[0];
        Assert.NotNull(transceiver.Mid);

        await Finish(connection.SetLocalDescriptionAsync(Rollback));

        Assert.Null(transceiver.Mid);
        Assert.Equal([transceiver], connection.Transceivers);
    }

    [Wpt(Page, "a rollback of a first remote offer takes the transceiver away")]
    public async Task SetRemoteDescriptionAsync_Rollback_NoTransceiver()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTrack(NewAudio());
        await OfferAsync(caller, callee);

        await Finish(callee.SetRemoteDescriptionAsync(Rollback));

        Assert.Empty(callee.Transceivers);
        Assert.Empty(callee.Senders);
        Assert.Empty(callee.Receivers);
    }

    [Wpt(Page, "addTransceiver with a track: its sender has it")]
    public void AddTransceiver_Track_Sender()
    {
        var connection = NewMediaConnection();
        var track = NewAudio();

        var transceiver = connection.AddTransceiver(track);

        Assert.Equal([transceiver], connection.Transceivers);
        Assert.Equal([transceiver.Sender], connection.Senders);
        Assert.Equal([transceiver.Receiver], connection.Receivers);
        Assert.Same(track, transceiver.Sender.Track);
        Assert.Equal(RtpTransceiverDirection.SendRecv, transceiver.Direction);
    }

    [Wpt(Page, "addTransceiver with a direction and an encoding that is not active: both are kept")]
    public void AddTransceiver_Init_IsKept()
    {
        var transceiver = NewMediaConnection().AddTransceiver(
            NewVideo(), In(RtpTransceiverDirection.Inactive) with { SendEncodings = [new RtpEncoding { Active = false }] });

        Assert.Equal(RtpTransceiverDirection.Inactive, transceiver.Direction);
        Assert.False(Assert.Single(transceiver.Sender.GetParameters().Encodings).Active);
    }

    [WptTheory(Page, "the streams of a transceiver are received")]
    [InlineData]
    [InlineData("one")]
    [InlineData("one", "two")]
    public async Task AddTransceiver_Streams_AreReceived(params string[] streams)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        caller.AddTransceiver(NewAudio(), new RtpTransceiverInit { StreamIds = streams });

        await OfferAsync(caller, callee);

        Assert.Equal(streams, Assert.Single(received).StreamIds);
    }

    [WptTheory(Page, "addTransceiver with a kind: receives that kind, and sends no track")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void AddTransceiver_Kind_NoTrack(MediaKind kind)
    {
        var transceiver = NewMediaConnection().AddTransceiver(kind);

        Assert.Null(transceiver.Sender.Track);
        Assert.Equal(kind, transceiver.Receiver.Track.Kind);
    }

    [WptTheory(Page, "such a transceiver can be given a direction and a track later")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public async Task ReplaceTrackAsync_KindOnly_Sends(MediaKind kind)
    {
        var transceiver = NewMediaConnection().AddTransceiver(kind, In(RtpTransceiverDirection.Inactive));
        var track = NewTrack(kind);

        transceiver.Direction = RtpTransceiverDirection.SendOnly;
        await Finish(transceiver.Sender.ReplaceTrackAsync(track));

        Assert.Same(track, transceiver.Sender.Track);
        Assert.Equal(RtpTransceiverDirection.SendOnly, transceiver.Direction);
    }

    [Wpt(Page, "a remote offer makes as many transceivers as it needs")]
    public async Task SetRemoteDescriptionAsync_TwoSections_TwoTransceivers()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Audio);
        caller.AddTransceiver(MediaKind.Video);

        await OfferAsync(caller, callee);

        Assert.Equal(
            [(MediaKind.Audio, null, RtpTransceiverDirection.RecvOnly), (MediaKind.Video, null, RtpTransceiverDirection.RecvOnly)],
            callee.Transceivers.Select(one => (one.Kind, one.Sender.Track, one.Direction)));
    }

    [WptTheory(Page, "addTrack on the answering side uses what the offer made, addTransceiver does not")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answerer_AddsTrack_UsesTransceiver(bool byTrack)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Audio);
        await OfferAsync(caller, callee);
        var track = NewAudio();

        if (byTrack)
            callee.AddTrack(track);
        else
            callee.AddTransceiver(track);

        Assert.Equal(byTrack ? 1 : 2, callee.Transceivers.Count);
        Assert.Equal(byTrack ? track : null, callee.Transceivers[0].Sender.Track);
        Assert.NotNull(callee.Transceivers[0].Mid);
    }

    [Wpt(Page, "one transceiver carries a call in both ways")]
    public async Task OneTransceiver_BothSendAndReceive()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var (receivedByCaller, receivedByCallee) = (RecordTracks(caller), RecordTracks(callee));
        var mine = caller.AddTransceiver(NewAudio());
        await OfferAsync(caller, callee);
        var yours = Assert.Single(receivedByCallee).Transceiver;

        yours.Direction = RtpTransceiverDirection.SendRecv;
        await Finish(yours.Sender.ReplaceTrackAsync(NewAudio()));
        await AnswerAsync(callee, caller);

        Assert.Same(mine, Assert.Single(receivedByCaller).Transceiver);
        Assert.Equal(
            (RtpTransceiverDirection.SendRecv, RtpTransceiverDirection.SendRecv), (mine.CurrentDirection, yours.CurrentDirection));
    }

    [Wpt(Page, "closing the connection stops the transceivers")]
    public async Task Close_Transceivers_AreStopped()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var transceiver = caller.AddTransceiver(MediaKind.Audio);
        await ExchangeAsync(caller, callee);

        caller.Close();

        Assert.Equal(
            (RtpTransceiverDirection.Stopped, RtpTransceiverDirection.Stopped), (transceiver.Direction, transceiver.CurrentDirection));
        Assert.Equal(MediaStreamTrackState.Ended, transceiver.Receiver.Track.ReadyState);
    }

    [Wpt(Page, "a direction that begins to send raises track there")]
    public async Task Direction_SendRecv_RaisesTrack()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        var transceiver = caller.AddTransceiver(NewAudio(), In(RtpTransceiverDirection.RecvOnly));
        await ExchangeAsync(caller, callee);
        Assert.Empty(received);

        transceiver.Direction = RtpTransceiverDirection.SendRecv;
        await OfferAsync(caller, callee);

        Assert.Same(callee.Transceivers[0], Assert.Single(received).Transceiver);
    }

    [Wpt(Page, "a direction that is set stays while the answer narrows the current one")]
    public async Task Direction_AnswerIsNarrower_Stays()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var transceiver = caller.AddTransceiver(NewAudio());

        await ExchangeAsync(caller, callee);

        Assert.Equal(
            (RtpTransceiverDirection.SendRecv, RtpTransceiverDirection.SendOnly), (transceiver.Direction, transceiver.CurrentDirection));
    }
}
