using System.Collections.Concurrent;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;
using D = WebRtcNative.RtpTransceiverDirection;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>Pages about negotiation, with sound and pictures: when it is needed, glare, restarts of ICE, rollback.</summary>
public sealed class NegotiationWithMediaPages : MediaConformanceTest
{
    private const string Needed = "RTCPeerConnection-onnegotiationneeded.html";
    private const string Perfect = "RTCPeerConnection-perfect-negotiation.https.html";
    private const string Restart = "RTCPeerConnection-restartIce.https.html";
    private const string RollbackOfLocal = "RTCPeerConnection-setLocalDescription-rollback.html";
    private const string RollbackOfRemote = "RTCPeerConnection-setRemoteDescription-rollback.html";
    private const string Offer = "RTCPeerConnection-createOffer.html";
    private const string Answer = "RTCPeerConnection-createAnswer.html";

    [WptTheory(Needed, "a new transceiver or track raises it, whatever its direction")]
    [InlineData(D.SendRecv, false)]
    [InlineData(D.Inactive, false)]
    [InlineData(D.SendRecv, true)]
    public void Add_New_Needed(D direction, bool byTrack)
    {
        var connection = NewMediaConnection();
        var seen = Listen(connection);

        if (byTrack)
            connection.AddTrack(NewAudio());
        else
            connection.AddTransceiver(MediaKind.Audio, In(direction));

        Wait.Until(() => !seen.IsEmpty, "negotiation to be needed");
    }

    [Wpt(Needed, "two transceivers at once raise it once")]
    public async Task AddTransceiver_Two_NeededOnce()
    {
        var connection = NewMediaConnection();
        var seen = Listen(connection);

        connection.AddTransceiver(MediaKind.Audio);
        connection.AddTransceiver(MediaKind.Video);

        Wait.Until(() => !seen.IsEmpty, "negotiation to be needed");
        await SettleAsync(connection);
        Assert.Single(seen);
    }

    [Wpt(Needed, "a direction that is not the negotiated one raises it")]
    public async Task Direction_Changed_Needed()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        callee.AddTrack(NewAudio());
        caller.AddTrack(NewAudio());
        await ExchangeAsync(caller, callee);
        await SettleAsync(caller);
        var seen = Listen(caller);

        caller.Transceivers[0].Direction = D.RecvOnly;

        Wait.Until(() => !seen.IsEmpty, "negotiation to be needed");
    }

    [Wpt(Needed, "a stopped transceiver raises it if it was negotiated")]
    public async Task Stop_Negotiated_Needed()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Audio);
        await ExchangeAsync(caller, callee);
        await SettleAsync(caller);
        var seen = Listen(caller);

        caller.Transceivers[0].Stop();

        Wait.Until(() => !seen.IsEmpty, "negotiation to be needed");
    }

    [WptTheory(Needed, "removing a track raises it, replacing one does not")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Track_RemovedOrReplaced_NeededIfRemoved(bool removed)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var sender = caller.AddTrack(NewAudio());
        await ExchangeAsync(caller, callee);
        await SettleAsync(caller);
        var seen = Listen(caller);

        if (removed)
            caller.RemoveTrack(sender);
        else
            await Finish(sender.ReplaceTrackAsync(NewAudio()));

        if (removed)
            Wait.Until(() => !seen.IsEmpty, "negotiation to be needed");
        await SettleAsync(caller);
        Assert.Equal(removed ? 1 : 0, seen.Count);
    }

    [Wpt(Needed, "a transceiver that is added while an offer is pending raises it afterwards")]
    public async Task AddTransceiver_OfferPending_NeededAfterAnswer()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Audio);
        await OfferAsync(caller, callee);
        await SettleAsync(caller);
        var seen = Listen(caller);
        caller.AddTransceiver(MediaKind.Video);
        await SettleAsync(caller);
        Assert.Empty(seen);

        await AnswerAsync(callee, caller);

        Wait.Until(() => !seen.IsEmpty, "negotiation to be needed");
    }

    [WptTheory(Perfect, "both sides add tracks at the same time, of one kind or of two, and both are received")]
    [InlineData(MediaKind.Audio, MediaKind.Audio)]
    [InlineData(MediaKind.Audio, MediaKind.Video)]
    public async Task BothAddTracks_SameTime_BothReceived(MediaKind mine, MediaKind yours)
    {
        var one = Own(new PerfectPeer(isPolite: true, WithMedia));
        var other = Own(new PerfectPeer(isPolite: false, WithMedia));
        (one.Remote, other.Remote) = (other, one);
        var (byOne, byOther) = (RecordTracks(one.Connection), RecordTracks(other.Connection));

        one.Connection.AddTrack(NewTrack(mine), "mine");
        other.Connection.AddTrack(NewTrack(yours), "yours");

        var failures = () => one.Failures.Concat(other.Failures);
        Wait.Until(
            () => failures().Any() || (byOther.Any(track => track.StreamIds is ["mine"]) && byOne.Any(track => track.StreamIds is ["yours"])
                && AreStable(one, other)),
            () => $"both received; {one.Connection.SignalingState}, {other.Connection.SignalingState}, {byOne.Count}, {byOther.Count}");
        await SettleAsync(one.Connection);
        Assert.Empty(failures());
        one.Dispose();
        other.Dispose();
        await Finish(Task.WhenAll(one.Listening, other.Listening));
    }

    [Wpt(Restart, "sound goes on over a restart of ICE")]
    public void RestartIce_SoundFlows_Flows()
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewAudio());
        pair.Negotiate();
        var receiver = pair.B.Receivers[0];
        pair.Until(() => receiver.GetSynchronizationSources().Count > 0, "a source");
        var fragment = Fragment(pair.A);

        pair.A.RestartIce();
        pair.Negotiate();

        Assert.NotEqual(fragment, Fragment(pair.A));
        var before = receiver.GetSynchronizationSources()[0].Timestamp;
        pair.Until(() => receiver.GetSynchronizationSources() is [var later] && later.Timestamp > before, "later packets");
        Assert.False(receiver.Track.Muted);
    }

    [Wpt(Restart, "all sections that share a transport are restarted")]
    public async Task RestartIce_SeveralSections_AllRestarted()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Audio);
        caller.AddTransceiver(MediaKind.Video);
        caller.CreateDataChannel("channel");
        await ExchangeAsync(caller, callee);
        var before = Fragment(caller);

        caller.RestartIce();
        await ExchangeAsync(caller, callee);

        Assert.DoesNotContain(before, caller.CurrentLocalDescription!.Sdp, StringComparison.Ordinal);
    }

    [Wpt(RollbackOfLocal, "a transceiver of before the offer stays, without its section, and can be offered again")]
    public async Task LocalRollback_Transceiver_OfferedAgain()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var transceiver = caller.AddTransceiver(MediaKind.Audio);
        await Finish(caller.SetLocalDescriptionAsync());
        await Finish(caller.SetLocalDescriptionAsync(Rollback));
        Assert.Null(transceiver.Mid);

        await ExchangeAsync(caller, callee);

        Assert.Equal(D.SendOnly, transceiver.CurrentDirection);
    }

    [Wpt(RollbackOfLocal, "only what this round has negotiated is rolled back")]
    public async Task LocalRollback_SecondRound_FirstStays()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var first = caller.AddTransceiver(MediaKind.Audio);
        await ExchangeAsync(caller, callee);
        var mid = first.Mid;
        var second = caller.AddTransceiver(MediaKind.Video);
        await Finish(caller.SetLocalDescriptionAsync());
        Assert.NotNull(second.Mid);

        await Finish(caller.SetLocalDescriptionAsync(Rollback));

        Assert.Equal((mid, null), (first.Mid, second.Mid));
        Assert.Equal(D.SendOnly, first.CurrentDirection);
    }

    [Wpt(RollbackOfRemote, "only transceivers of this round are removed")]
    public async Task RemoteRollback_SecondRound_FirstStays()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Audio);
        await ExchangeAsync(caller, callee);
        var first = callee.Transceivers[0];
        caller.AddTransceiver(MediaKind.Video);
        await OfferAsync(caller, callee);
        Assert.Equal(2, callee.Transceivers.Count);

        await Finish(callee.SetRemoteDescriptionAsync(Rollback));

        Assert.Equal([first], callee.Transceivers);
        Assert.NotNull(first.Mid);
    }

    [Wpt(RollbackOfRemote, "a rolled-back transceiver's members throw nothing, and it takes no more changes")]
    public async Task RemoteRollback_Removed_StateOnly()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Audio);
        await OfferAsync(caller, callee);
        var transceiver = callee.Transceivers[0];

        await Finish(callee.SetRemoteDescriptionAsync(Rollback));

        Assert.Equal(D.Stopped, transceiver.Direction);
        Assert.Equal(MediaStreamTrackState.Ended, transceiver.Receiver.Track.ReadyState);
        AssertInvalidState(() => transceiver.Direction = D.SendRecv);
        await AssertInvalidStateAsync(() => transceiver.Sender.ReplaceTrackAsync(NewAudio()));
        transceiver.Stop();
    }

    [WptTheory(RollbackOfRemote, "offers of the polite side that collide: theirs is rolled back implicitly, and its transceiver is used")]
    [InlineData(MediaKind.Audio, 1)]
    [InlineData(MediaKind.Video, 2)]
    public async Task ImplicitRollback_AddedTrack_Paired(MediaKind offered, int transceivers)
    {
        var (polite, other) = (NewMediaConnection(), NewMediaConnection());
        polite.AddTrack(NewAudio());
        other.AddTrack(NewTrack(offered));
        await Finish(polite.SetLocalDescriptionAsync());

        await OfferAsync(other, polite);

        Assert.Equal(SignalingState.HaveRemoteOffer, polite.SignalingState);
        Assert.Equal(transceivers, polite.Transceivers.Count);
        await AnswerAsync(polite, other);
        Assert.Equal(transceivers == 1 ? D.SendRecv : D.SendOnly, other.Transceivers[0].CurrentDirection);
    }

    [Wpt(Offer, "a track that is added before the offer is created is in it")]
    public async Task CreateOfferAsync_AddedTrack_InTheOffer()
    {
        var connection = NewMediaConnection();
        connection.AddTrack(NewAudio("the-track"), "the-stream");

        var offer = await Finish(connection.CreateOfferAsync());

        Assert.Contains("m=audio ", offer.Sdp, StringComparison.Ordinal);
        Assert.Contains("a=msid:the-stream the-track", offer.Sdp, StringComparison.Ordinal);
    }

    [Wpt(Answer, "an offer without sections is answered without, whatever this side has added")]
    public async Task CreateAnswerAsync_OfferWithoutSections_None()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        callee.AddTrack(NewAudio());
        await OfferAsync(caller, callee);

        var answer = await Finish(callee.CreateAnswerAsync());

        Assert.DoesNotContain("m=", answer.Sdp, StringComparison.Ordinal);
    }

    private static bool AreStable(PerfectPeer one, PerfectPeer other) =>
        (one.Connection.SignalingState, other.Connection.SignalingState) == (SignalingState.Stable, SignalingState.Stable);

    private static ConcurrentQueue<SignalingState> Listen(PeerConnection connection)
    {
        var seen = new ConcurrentQueue<SignalingState>();
        connection.NegotiationNeeded += (_, _) => seen.Enqueue(connection.SignalingState);
        return seen;
    }

    private static string Fragment(PeerConnection connection) => connection.LocalDescription!.Sdp.Split("\r\n")
        .First(line => line.StartsWith("a=ice-ufrag:", StringComparison.Ordinal));
}
