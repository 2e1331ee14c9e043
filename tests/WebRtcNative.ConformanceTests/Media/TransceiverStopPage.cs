using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;
using D = WebRtcNative.RtpTransceiverDirection;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>The large page about transceivers, second part: stop at every point of a negotiation, and muting.</summary>
public sealed class TransceiverStopPage : MediaConformanceTest
{
    private const string Page = "RTCRtpTransceiver.https.html";

    [Wpt(Page, "stop ends the track and everything that the transceiver can do, at once; the other side learns it by the offer")]
    public async Task Stop_Negotiated_EndsBothSides()
    {
        var (caller, callee) = await NegotiatedAsync();
        var transceiver = caller.Transceivers[0];

        transceiver.Stop();

        Assert.Empty(caller.Senders);
        Assert.Empty(caller.Receivers);
        Assert.Equal((D.Stopped, MediaStreamTrackState.Ended), (transceiver.Direction, transceiver.Receiver.Track.ReadyState));
        await AssertInvalidStateAsync(() => transceiver.Sender.ReplaceTrackAsync(NewAudio()));
        await AssertInvalidStateAsync(() => transceiver.Sender.SetParametersAsync(transceiver.Sender.GetParameters()));
        AssertInvalidState(() => transceiver.Direction = D.SendRecv);
        AssertInvalidState(() => transceiver.Sender.Dtmf!.InsertDtmf("111"));
        transceiver.Stop(); // may be repeated

        var remote = callee.Transceivers[0];
        var ended = 0;
        remote.Receiver.Track.Ended += (_, _) => ended++;
        await OfferAsync(caller, callee);
        Wait.Until(() => ended == 1, "ended");
        Assert.Equal(D.Stopped, remote.Direction);
        remote.Stop();

        caller.Close();
        callee.Close();
        AssertInvalidState(remote.Stop);
    }

    [WptTheory(Page, "the caller may stop after its offer was made, or set: the call begins, and ends with the next negotiation")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stop_ByCallerAfterOffer_NextNegotiation(bool afterSetting)
    {
        var pair = NewMediaPair();
        var (caller, callee) = (pair.A, pair.B);
        caller.AddTrack(NewAudio(), "mine");
        callee.AddTrack(NewAudio(), "yours");
        var needed = CountNegotiationNeeded(caller);
        var offer = await Finish(caller.CreateOfferAsync());
        if (!afterSetting)
            caller.Transceivers[0].Stop();
        await Finish(callee.SetRemoteDescriptionAsync(offer));
        await Finish(caller.SetLocalDescriptionAsync(offer));
        if (afterSetting)
            caller.Transceivers[0].Stop();
        var before = needed();

        await AnswerAsync(callee, caller);

        Assert.Equal(D.Stopped, caller.Transceivers[0].Direction);
        pair.Until(() => needed() > before, "negotiation needed");
        pair.Until(() => Connected(caller) && Connected(callee), "connected");
        await ExchangeAsync(caller, callee);
        Assert.Empty(caller.Transceivers);
        Assert.Empty(callee.Transceivers);
    }

    [Wpt(Page, "the callee may stop before its answer, which is inactive then; its next offer rejects the section")]
    public async Task Stop_ByCalleeBeforeAnswer_Inactive()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(caller);
        caller.AddTrack(NewAudio(), "mine");
        callee.AddTrack(NewAudio(), "yours");
        await OfferAsync(caller, callee);
        var transceiver = caller.Transceivers[0];

        callee.Transceivers[0].Stop();
        var answer = await AnswerAsync(callee, caller);

        Assert.Contains("a=inactive", answer.Sdp, StringComparison.Ordinal);
        Assert.Empty(received);
        Assert.Equal((D.SendRecv, D.Inactive), (transceiver.Direction, transceiver.CurrentDirection));
        await ExchangeAsync(callee, caller);
        Assert.Empty(caller.Transceivers);
    }

    [WptTheory(Page, "the callee may stop after its answer was made, or set: the call begins, and ends with the next negotiation")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stop_ByCalleeAfterAnswer_NextNegotiation(bool afterSetting)
    {
        var pair = NewMediaPair();
        var (caller, callee) = (pair.A, pair.B);
        var received = RecordTracks(caller);
        caller.AddTrack(NewAudio(), "mine");
        callee.AddTrack(NewAudio(), "yours");
        var needed = CountNegotiationNeeded(callee);
        await OfferAsync(caller, callee);
        var answer = await Finish(callee.CreateAnswerAsync());
        if (!afterSetting)
            callee.Transceivers[0].Stop();
        await Finish(caller.SetRemoteDescriptionAsync(answer));
        Assert.Single(received);
        var before = needed();
        await Finish(callee.SetLocalDescriptionAsync(answer));
        if (afterSetting)
            callee.Transceivers[0].Stop();

        Assert.Equal(D.Stopped, callee.Transceivers[0].Direction);
        pair.Until(() => needed() > before, "negotiation needed");
        pair.Until(() => Connected(caller) && Connected(callee), "connected");
        await ExchangeAsync(callee, caller);
        Assert.Empty(caller.Transceivers);
        Assert.Empty(callee.Transceivers);
    }

    [Wpt(Page, "a closed connection stops nothing")]
    public async Task Stop_Closed_InvalidState()
    {
        var (caller, _) = await NegotiatedAsync();
        var transceiver = caller.Transceivers[0];
        caller.Close();

        AssertInvalidState(transceiver.Stop);
    }

    [Wpt(Page, "a transceiver may be stopped after an offer that would use a rejected section again")]
    public async Task Stop_AfterOfferThatReusesASection_Negotiates()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTrack(NewAudio(), "stream");
        caller.AddTrack(NewVideo(), "stream");
        await ExchangeAsync(caller, callee);
        caller.Transceivers[1].Stop();
        await ExchangeAsync(caller, callee);
        var transceiver = caller.AddTransceiver(MediaKind.Video);
        var offer = await Finish(caller.CreateOfferAsync());

        transceiver.Stop();
        await Finish(caller.SetLocalDescriptionAsync(offer));
        await Finish(callee.SetRemoteDescriptionAsync(offer));
        await AnswerAsync(callee, caller);

        Assert.Equal(D.Stopped, transceiver.Direction);
    }

    [Wpt(Page, "a candidate for the section of a stopped transceiver is taken")]
    public async Task AddIceCandidateAsync_StoppedTransceiver_Succeeds()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        foreach (var connection in (PeerConnection[])[caller, callee])
        {
            connection.AddTrack(NewAudio(), "stream");
            connection.AddTrack(NewVideo(), "stream");
        }
        await Finish(caller.SetLocalDescriptionAsync());
        caller.Transceivers[1].Stop();
        await Finish(caller.SetLocalDescriptionAsync(Rollback));
        await OfferAsync(callee, caller);

        await Finish(caller.AddIceCandidateAsync(new IceCandidate(
            "candidate:0 1 UDP 2122252543 192.168.1.112 64261 typ host", callee.Transceivers[1].Mid!, 1)));
    }

    [Wpt(Page, "a track is muted while nothing comes by the descriptions of either side, and unmuted with the first packet")]
    public void Muted_DirectionsChange_Follows()
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewAudio(), "mine");
        pair.B.AddTrack(NewAudio(), "yours");
        var (a, b) = (pair.A.Transceivers[0], pair.B.Transceivers[0]);
        var (ofA, ofB) = (a.Receiver.Track, b.Receiver.Track);
        var (raisedA, raisedB) = (new List<bool>(), new List<bool>());
        ofA.MutedChanged += (_, muted) => raisedA.Add(muted);
        ofB.MutedChanged += (_, muted) => raisedB.Add(muted);
        Assert.True(ofA.Muted && ofB.Muted);
        pair.Negotiate();
        pair.Until(() => !ofA.Muted && !ofB.Muted, "the first packets");

        a.Direction = D.SendOnly;
        pair.Negotiate();
        Assert.True(ofA.Muted);
        Assert.False(ofB.Muted);
        a.Direction = D.Inactive;
        pair.Negotiate();
        Assert.True(ofB.Muted);
        a.Direction = D.SendRecv;
        pair.Negotiate();
        pair.Until(() => raisedA.Count >= 3 && raisedB.Count >= 3, "packets again"); // the property changes first, the next poll raises the event

        Assert.Equal([false, true, false], raisedA);
        Assert.Equal([false, true, false], raisedB);
    }

    private static bool Connected(PeerConnection connection) => connection.ConnectionState == PeerConnectionState.Connected;

    private static Func<int> CountNegotiationNeeded(PeerConnection connection)
    {
        var count = 0;
        connection.NegotiationNeeded += (_, _) => Interlocked.Increment(ref count);
        return () => Volatile.Read(ref count);
    }

    private async Task<(PeerConnection Caller, PeerConnection Callee)> NegotiatedAsync()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTrack(NewAudio(), "mine");
        callee.AddTrack(NewAudio(), "yours");
        await ExchangeAsync(caller, callee);
        return (caller, callee);
    }
}
