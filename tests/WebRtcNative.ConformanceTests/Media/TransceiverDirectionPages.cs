using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;
using D = WebRtcNative.RtpTransceiverDirection;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>direction, stop and what comes between stopping and stopped; the lists of a new connection.</summary>
public sealed class TransceiverDirectionPages : MediaConformanceTest
{
    private const string Direction = "RTCRtpTransceiver-direction.html";
    private const string Stop = "RTCRtpTransceiver-stop.html";
    private const string Stopping = "RTCRtpTransceiver-stopping.https.html";
    private const string Lists = "RTCPeerConnection-getTransceivers.html";

    [Wpt(Lists, "a new connection has none")]
    public void Lists_NewConnection_Empty()
    {
        var connection = NewMediaConnection();

        Assert.Empty(connection.Senders);
        Assert.Empty(connection.Receivers);
        Assert.Empty(connection.Transceivers);
    }

    [Wpt(Direction, "setting it changes it, and not the current one")]
    public void Direction_Set_IsThat()
    {
        var transceiver = NewMediaConnection().AddTransceiver(MediaKind.Audio);

        transceiver.Direction = D.RecvOnly;

        Assert.Equal((D.RecvOnly, null), (transceiver.Direction, transceiver.CurrentDirection));
    }

    [Wpt(Direction, "setting the same changes nothing")]
    public void Direction_SetSame_Same()
    {
        var transceiver = NewMediaConnection().AddTransceiver(MediaKind.Audio, In(D.SendOnly));

        transceiver.Direction = D.SendOnly;

        Assert.Equal(D.SendOnly, transceiver.Direction);
    }

    [Wpt(Direction, "it is set apart from the negotiated one")]
    public async Task Direction_SetAfterAnswer_CurrentStays()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        callee.AddTrack(NewAudio());
        var transceiver = caller.AddTransceiver(MediaKind.Audio, In(D.RecvOnly));
        await ExchangeAsync(caller, callee);

        transceiver.Direction = D.SendRecv;

        Assert.Equal((D.SendRecv, D.RecvOnly), (transceiver.Direction, transceiver.CurrentDirection));
    }

    [WptTheory(Direction, "a direction that the offer does not allow is narrowed by the answer")]
    [InlineData(D.SendOnly, D.SendRecv, D.RecvOnly)]
    [InlineData(D.RecvOnly, D.SendRecv, D.SendOnly)]
    [InlineData(D.Inactive, D.SendRecv, D.Inactive)]
    [InlineData(D.SendRecv, D.Inactive, D.Inactive)]
    public async Task Direction_OfferIsNarrower_CurrentIsBoth(D offered, D answered, D current)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Audio, In(offered));
        await OfferAsync(caller, callee);
        callee.Transceivers[0].Direction = answered;

        await AnswerAsync(callee, caller);

        Assert.Equal((answered, (D?)current), (callee.Transceivers[0].Direction, callee.Transceivers[0].CurrentDirection));
    }

    [Wpt(Stop, "a transceiver that is stopped before the first offer is not in it")]
    public async Task Stop_BeforeFirstOffer_NoSection()
    {
        var connection = NewMediaConnection();
        var sound = connection.AddTransceiver(MediaKind.Audio, In(D.SendOnly));
        connection.AddTransceiver(MediaKind.Video);

        sound.Stop();
        var offer = await Finish(connection.CreateOfferAsync());

        Assert.DoesNotContain("m=audio", offer.Sdp, StringComparison.Ordinal);
        Assert.Contains("m=video", offer.Sdp, StringComparison.Ordinal);
    }

    [Wpt(Stop, "a new one that is stopped is not in the next offer, and one that was negotiated is rejected")]
    public async Task Stop_InRenegotiation_NewHasNoSection()
    {
        var (caller, _) = await NegotiatedAsync();
        var second = caller.AddTransceiver(MediaKind.Video);

        caller.Transceivers[0].Stop();
        second.Stop();
        var offer = await Finish(caller.CreateOfferAsync());

        Assert.Contains("m=audio 0 ", offer.Sdp, StringComparison.Ordinal);
        Assert.DoesNotContain("m=video", offer.Sdp, StringComparison.Ordinal);
    }

    [WptTheory(Stop, "a stopped one is offered as inactive, whatever its direction was")]
    [InlineData(D.SendOnly)]
    [InlineData(D.Inactive)]
    public async Task Stop_Direction_OfferedInactive(D direction)
    {
        var (caller, _) = await NegotiatedAsync();
        caller.Transceivers[0].Direction = direction;

        caller.Transceivers[0].Stop();

        Assert.Contains("a=inactive", (await Finish(caller.CreateOfferAsync())).Sdp, StringComparison.Ordinal);
    }

    [WptTheory(Stop, "after either side has stopped it, offers can be set")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_EitherSide_NextOfferIsSet(bool byCaller)
    {
        var (caller, callee) = await NegotiatedAsync();
        var (stopper, other) = byCaller ? (caller, callee) : (callee, caller);
        stopper.Transceivers[0].Stop();
        await ExchangeAsync(stopper, other);

        await Finish(caller.SetLocalDescriptionAsync());

        Assert.Equal(SignalingState.HaveLocalOffer, caller.SignalingState);
    }

    [Wpt(Stop, "a negotiated stop empties the lists of both sides")]
    public async Task Stop_Negotiated_ListsAreEmpty()
    {
        var (caller, callee) = await NegotiatedAsync();

        caller.Transceivers[0].Stop();
        await ExchangeAsync(caller, callee);

        foreach (var connection in (PeerConnection[])[caller, callee])
        {
            Assert.Empty(connection.Transceivers);
            Assert.Empty(connection.Senders);
            Assert.Empty(connection.Receivers);
        }
    }

    [Wpt(Stop, "a negotiated stop leaves stopped transceivers")]
    public async Task Stop_Negotiated_BothStopped()
    {
        var (caller, callee) = await NegotiatedAsync();
        var (mine, yours) = (caller.Transceivers[0], callee.Transceivers[0]);

        mine.Stop();
        await ExchangeAsync(caller, callee);

        Assert.Equal((D.Stopped, D.Stopped), (mine.Direction, yours.Direction));
        Assert.Equal((D.Stopped, D.Stopped), (mine.CurrentDirection, yours.CurrentDirection));
    }

    [WptTheory(Stopping, "stopped at once here, and there with the offer; the current direction only with the answer")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public async Task Stop_EachStep_DirectionThenCurrent(MediaKind kind)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var mine = caller.AddTransceiver(NewTrack(kind));
        await ExchangeAsync(caller, callee);
        var yours = callee.Transceivers[0];
        Assert.Equal((D.SendOnly, D.RecvOnly), (mine.CurrentDirection, yours.CurrentDirection));

        mine.Stop();
        Assert.Equal((D.Stopped, D.SendOnly), (mine.Direction, mine.CurrentDirection));
        await OfferAsync(caller, callee);
        Assert.Equal((D.Stopped, D.SendOnly), (mine.Direction, mine.CurrentDirection));
        Assert.Equal((D.Stopped, D.Stopped), (yours.Direction, yours.CurrentDirection));
        await AnswerAsync(callee, caller);

        Assert.Equal((D.Stopped, D.Stopped), (mine.Direction, mine.CurrentDirection));
    }

    [Wpt(Stopping, "the track ends at once here, and there with the offer; both sides raise it once")]
    public async Task Stop_Tracks_End()
    {
        var (caller, callee) = await NegotiatedAsync();
        var (mine, yours) = (caller.Transceivers[0], callee.Transceivers[0]);
        var (endedHere, endedThere) = (0, 0);
        mine.Receiver.Track.Ended += (_, _) => endedHere++;
        yours.Receiver.Track.Ended += (_, _) => endedThere++;

        mine.Stop();
        Assert.Equal(MediaStreamTrackState.Ended, mine.Receiver.Track.ReadyState);
        Assert.Equal(MediaStreamTrackState.Live, yours.Receiver.Track.ReadyState);
        await ExchangeAsync(caller, callee);

        Wait.Until(() => endedThere == 1 && endedHere == 1, "ended");
        Assert.Equal(MediaStreamTrackState.Ended, yours.Receiver.Track.ReadyState);
        mine.Stop();
        await SettleAsync(caller);
        Assert.Equal((1, 1), (endedHere, endedThere));
    }

    [Wpt(Stopping, "a stop that no description has is rolled back by nothing")]
    public async Task Stop_Rollback_StaysStopped()
    {
        var (caller, callee) = await NegotiatedAsync();
        var mine = caller.Transceivers[0];
        mine.Stop();
        await OfferAsync(caller, callee);

        await Finish(caller.SetLocalDescriptionAsync(Rollback));
        await Finish(callee.SetRemoteDescriptionAsync(Rollback));

        Assert.Equal(D.Stopped, mine.Direction);
        Assert.Equal([mine], caller.Transceivers);
        await ExchangeAsync(caller, callee);
        Assert.Empty(caller.Transceivers);
    }

    [Wpt(Stopping, "the sender's own track lives on")]
    public async Task Stop_SendersTrack_IsLive()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var track = NewAudio();
        var mine = caller.AddTransceiver(track);
        await ExchangeAsync(caller, callee);

        mine.Stop();
        await ExchangeAsync(caller, callee);

        Assert.Equal(MediaStreamTrackState.Live, track.ReadyState);
    }

    private async Task<(PeerConnection Caller, PeerConnection Callee)> NegotiatedAsync()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(MediaKind.Audio);
        await ExchangeAsync(caller, callee);
        return (caller, callee);
    }
}
