using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;
using D = WebRtcNative.RtpTransceiverDirection;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>The large page about transceivers, third part: rollback, removal of tracks over several negotiations, sections used again.</summary>
public sealed class TransceiverRollbackPage : MediaConformanceTest
{
    private const string Page = "RTCRtpTransceiver.https.html";

    [Wpt(Page, "the rollback of a local offer leaves track, direction and stop as they were set meanwhile")]
    public async Task LocalRollback_Changes_Stay()
    {
        var connection = NewMediaConnection();
        connection.AddTrack(NewAudio(), "stream");
        var transceiver = connection.Transceivers[0];
        await Finish(connection.SetLocalDescriptionAsync());
        var second = NewAudio();
        transceiver.Direction = D.SendOnly;
        await Finish(transceiver.Sender.ReplaceTrackAsync(second));

        await Finish(connection.SetLocalDescriptionAsync(Rollback));

        Assert.Equal(
            (second, D.SendOnly, null, null),
            ((AudioTrack?)transceiver.Sender.Track, transceiver.Direction, transceiver.Mid, transceiver.CurrentDirection));
        await Finish(connection.SetLocalDescriptionAsync());
        transceiver.Stop();
        await Finish(connection.SetLocalDescriptionAsync(Rollback));
        Assert.Equal(D.Stopped, transceiver.Direction);
    }

    [Wpt(Page, "after a rollback the offer of the other side, of the other kind, gets a transceiver of its own")]
    public async Task LocalRollback_OfferOfOtherKind_TwoTransceivers()
    {
        var (first, second) = (NewMediaConnection(), NewMediaConnection());
        first.AddTrack(NewAudio(), "sound");
        second.AddTrack(NewVideo(), "pictures");
        await Finish(first.SetLocalDescriptionAsync());
        await Finish(first.SetLocalDescriptionAsync(Rollback));

        await ExchangeAsync(second, first);

        Assert.Equal(
            [(MediaKind.Audio, D.SendRecv, null), (MediaKind.Video, D.RecvOnly, D.RecvOnly)],
            first.Transceivers.Select(one => (one.Kind, one.Direction, one.CurrentDirection)));
        Assert.Null(first.Transceivers[0].Mid);
        Assert.Equal(D.SendOnly, Assert.Single(second.Transceivers).CurrentDirection);
    }

    [WptTheory(Page, "an answerer of pictures offers sound as well, which it had offered and rolled back, or not")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OfferOfOtherKind_Answered_OffersBoth(bool rollsBack)
    {
        var (first, second) = (NewMediaConnection(), NewMediaConnection());
        first.AddTrack(NewAudio(), "sound");
        second.AddTrack(NewVideo(), "pictures");
        if (rollsBack)
        {
            await Finish(first.SetLocalDescriptionAsync());
            await Finish(first.SetLocalDescriptionAsync(Rollback));
        }
        await ExchangeAsync(second, first);

        await ExchangeAsync(first, second);

        Assert.Equal(2, second.Transceivers.Count);
    }

    [Wpt(Page, "the rollback of a remote offer removes the transceiver that it made, and ends its track")]
    public async Task RemoteRollback_Transceiver_IsGone()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTrack(NewAudio(), "stream");
        var offer = await OfferAsync(caller, callee);
        var removed = callee.Transceivers[0];

        await Finish(callee.SetRemoteDescriptionAsync(Rollback));

        Assert.Empty(callee.Transceivers);
        Assert.Equal((D.Stopped, null), (removed.Direction, removed.Mid));
        Wait.Until(() => removed.Receiver.Track.ReadyState == MediaStreamTrackState.Ended, "the track's end");
        // Neither a track nor a direction keeps it.
        await Finish(callee.SetRemoteDescriptionAsync(offer));
        var again = Assert.Single(callee.Transceivers);
        Assert.NotSame(removed, again);
        await Finish(again.Sender.ReplaceTrackAsync(NewAudio()));
        again.Direction = D.SendRecv;
        await Finish(callee.SetRemoteDescriptionAsync(Rollback));
        Assert.Empty(callee.Transceivers);
    }

    [Wpt(Page, "a transceiver of a remote offer that addTrack has used stays after the rollback, and is used by the next offer")]
    public async Task RemoteRollback_AddTrack_Stays()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        caller.AddTrack(NewAudio(), "mine");
        var offer = await OfferAsync(caller, callee);
        var track = NewAudio();
        callee.AddTrack(track, "yours");
        var transceiver = Assert.Single(callee.Transceivers);

        await Finish(callee.SetRemoteDescriptionAsync(Rollback));

        Assert.Equal([transceiver], callee.Transceivers);
        Assert.Equal((track, D.SendRecv, null), ((AudioTrack?)transceiver.Sender.Track, transceiver.Direction, transceiver.Mid));
        await Finish(callee.SetRemoteDescriptionAsync(offer));
        Assert.Equal([transceiver], callee.Transceivers);
        await AnswerAsync(callee, caller);
        Assert.Equal((2, D.SendRecv), (received.Count, caller.Transceivers[0].CurrentDirection));
    }

    [Wpt(Page, "the rollback of an offer that ends sending raises track again")]
    public async Task RemoteRollback_OfTrackRemoval_TrackAgain()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        caller.AddTrack(NewAudio(), "mine");
        callee.AddTrack(NewAudio(), "yours");
        await ExchangeAsync(caller, callee);
        caller.Transceivers[0].Direction = D.RecvOnly;
        await Finish(callee.SetRemoteDescriptionAsync(await Finish(caller.CreateOfferAsync())));
        Assert.Single(received);

        await Finish(callee.SetRemoteDescriptionAsync(Rollback));

        Assert.Equal(2, received.Count);
        Assert.Equal(["mine"], received.Last().StreamIds);
    }

    [Wpt(Page, "tracks that are removed and negotiated stop being received, whoever offers, and come back by a rollback")]
    public async Task RemoveTrack_SeveralNegotiations_Inactive()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTrack(NewAudio(), "stream");
        caller.AddTrack(NewVideo(), "stream");
        caller.Transceivers[1].Direction = D.SendOnly;
        var received = RecordTracks(callee);
        await OfferAsync(caller, callee);
        await Finish(callee.SetRemoteDescriptionAsync(Rollback));
        Assert.Empty(callee.Receivers);
        await Finish(callee.SetRemoteDescriptionAsync(caller.PendingLocalDescription!));
        Assert.Equal(4, received.Count);
        await AnswerAsync(callee, caller);

        caller.RemoveTrack(caller.Senders[0]);
        caller.RemoveTrack(caller.Senders[1]);
        Assert.Equal([(null, D.RecvOnly), (null, D.Inactive)], caller.Transceivers.Select(one => (one.Sender.Track, one.Direction)));
        await Finish(callee.SetRemoteDescriptionAsync(await Finish(caller.CreateOfferAsync())));
        await Finish(callee.SetRemoteDescriptionAsync(Rollback));
        await ExchangeAsync(callee, caller);

        Assert.Equal([D.Inactive, D.Inactive], callee.Transceivers.Select(one => one.CurrentDirection!.Value));
    }

    [Wpt(Page, "the section of a stopped transceiver is used again once the stop was negotiated, with a new mid")]
    public async Task Section_OfStopped_IsUsedAgain()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTrack(NewAudio(), "stream");
        await ExchangeAsync(caller, callee);
        var stopped = caller.Transceivers[0].Mid;
        callee.Transceivers[0].Stop();
        await ExchangeAsync(callee, caller);

        caller.AddTrack(NewAudio(), "stream");
        callee.AddTrack(NewAudio(), "stream");
        var offer = await OfferAsync(callee, caller);
        await AnswerAsync(caller, callee);
        Assert.Equal(1, Count(offer, "m="));
        var (mine, yours) = (Assert.Single(caller.Transceivers), Assert.Single(callee.Transceivers));
        Assert.Equal((D.SendRecv, yours.Mid), (mine.CurrentDirection, mine.Mid));
        Assert.NotEqual(stopped, mine.Mid);

        // Too early: the stop is not negotiated.
        mine.Stop();
        caller.AddTrack(NewAudio(), "third");
        offer = await OfferAsync(caller, callee);
        Assert.Equal((2, 1), (Count(offer, "m="), Count(offer, "m=audio 0 ")));
        await AnswerAsync(callee, caller);

        // The transceiver that receives comes before the free section.
        callee.AddTrack(NewAudio(), "fourth");
        offer = await Finish(callee.CreateOfferAsync());
        Assert.Equal((2, 1), (Count(offer, "m="), Count(offer, "m=audio 0 ")));
        callee.AddTrack(NewAudio(), "fifth");
        offer = await Finish(callee.CreateOfferAsync());
        Assert.Equal((2, 0), (Count(offer, "m="), Count(offer, "m=audio 0 ")));
    }

    private static int Count(SessionDescription description, string start) =>
        description.Sdp.Split("\r\n").Count(line => line.StartsWith(start, StringComparison.Ordinal));
}
