using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>What a remote description does with remote tracks: added, muted, removed.</summary>
public sealed class SetRemoteDescriptionTracksPage : MediaConformanceTest
{
    private const string Page = "RTCPeerConnection-setRemoteDescription-tracks.https.html";

    [WptTheory(Page, "a track is received with the streams that it was added with, in their order")]
    [InlineData]
    [InlineData("one")]
    [InlineData("one", "two")]
    public async Task AddTrack_Streams_AreThoseReceived(params string[] streams)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        caller.AddTrack(NewAudio(), streams);

        await OfferAsync(caller, callee);

        Assert.Equal(streams, Assert.Single(received).StreamIds);
    }

    [Wpt(Page, "two tracks of one stream are received one after the other, of that stream")]
    public async Task AddTrack_TwoOfOneStream_BothReceived()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        caller.AddTrack(NewAudio(), "stream");
        caller.AddTrack(NewVideo(), "stream");

        await OfferAsync(caller, callee);

        Assert.Equal([MediaKind.Audio, MediaKind.Video], received.Select(track => track.Track.Kind));
        Assert.All(received, track => Assert.Equal(["stream"], track.StreamIds));
    }

    [Wpt(Page, "the event comes before the task ends")]
    public void TrackReceived_Offer_BeforeTheTaskEnds()
    {
        var queue = Own(new EventQueue());
        var (caller, callee) = (NewMediaConnection(queue), NewMediaConnection(queue));
        caller.AddTrack(NewAudio());
        var offering = caller.SetLocalDescriptionAsync();
        Wait.Until(() => offering.IsCompleted, "the offer", () => queue.Poll());
        Task? setting = null;
        bool? hadEnded = null;
        callee.TrackReceived += (_, _) => hadEnded = setting?.IsCompleted;

        setting = callee.SetRemoteDescriptionAsync(offering.Result);
        Wait.Until(() => setting.IsCompleted, "the description", () => queue.Poll());

        Assert.False(hadEnded);
    }

    [Wpt(Page, "the receiver of the event is that of the connection")]
    public async Task TrackReceived_Receiver_IsOfTheConnection()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        IReadOnlyList<RtpReceiver>? receivers = null;
        RtpReceiver? receiver = null;
        callee.TrackReceived += (_, track) => (receivers, receiver) = (callee.Receivers, track.Receiver);
        caller.AddTrack(NewAudio());

        await OfferAsync(caller, callee);

        Assert.Same(receiver, Assert.Single(receivers!));
    }

    [Wpt(Page, "removeTrack leaves the receiver, and the senders there")]
    public async Task RemoveTrack_Negotiated_ReceiverStays()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var sender = caller.AddTrack(NewAudio());
        await ExchangeAsync(caller, callee);
        var receivers = callee.Receivers;

        caller.RemoveTrack(sender);
        await ExchangeAsync(caller, callee);

        Assert.Equal(receivers, callee.Receivers);
        Assert.Equal([sender], caller.Senders);
    }

    [Wpt(Page, "adding a track for a second time, after it was removed, raises the event again")]
    public async Task AddTrack_AfterRemoval_RaisedAgain()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        var track = NewAudio();
        var sender = caller.AddTrack(track, "stream");
        await ExchangeAsync(caller, callee);
        caller.RemoveTrack(sender);
        await ExchangeAsync(caller, callee);

        caller.AddTrack(track, "stream");
        await ExchangeAsync(caller, callee);

        Assert.Equal(2, received.Count);
    }

    [Wpt(Page, "a removed track is muted before the task ends, and says so once")]
    public void RemoveTrack_WhileSoundFlows_Muted()
    {
        var pair = NewMediaPair();
        var sender = pair.A.AddTrack(NewAudio(), "stream");
        pair.Negotiate();
        var remote = Assert.Single(pair.B.Receivers).Track;
        pair.Until(() => !remote.Muted, "the first packet");
        var raised = new List<bool>();
        remote.MutedChanged += (_, isMuted) => raised.Add(isMuted);

        pair.A.RemoveTrack(sender);
        pair.Finish(OfferAsync(pair.A, pair.B));

        Assert.True(remote.Muted);
        Assert.Equal([true], raised);
        Assert.Equal(MediaStreamTrackState.Live, remote.ReadyState);
    }

    [Wpt(Page, "the state of the receiver when the event comes: as after the task")]
    public async Task TrackReceived_Transceiver_DirectionsAreThere()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        (string?, RtpTransceiverDirection, RtpTransceiverDirection?)? seen = null;
        callee.TrackReceived += (_, track) =>
            seen = (track.Transceiver.Mid, track.Transceiver.Direction, track.Transceiver.CurrentDirection);
        caller.AddTrack(NewAudio());

        await OfferAsync(caller, callee);

        Assert.Equal((caller.Transceivers[0].Mid, RtpTransceiverDirection.RecvOnly, null), seen);
    }
}
