using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;
using D = WebRtcNative.RtpTransceiverDirection;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>Tracks that a rollback takes away or brings back, and what it raises.</summary>
public sealed class RollbackEventsPage : MediaConformanceTest
{
    private const string Page = "RollbackEvents.https.html";

    [WptTheory(Page, "an offer that was rolled back raises its track again when it is set again")]
    [InlineData(MediaKind.Audio, "stream")]
    [InlineData(MediaKind.Video, "stream")]
    [InlineData(MediaKind.Audio, null)]
    [InlineData(MediaKind.Video, null)]
    public async Task TrackReceived_OfferRolledBackAndSetAgain_RaisedAgain(MediaKind kind, string? stream)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        string[] streams = stream == null ? [] : [stream];
        caller.AddTrack(NewTrack(kind), streams);
        callee.AddTrack(NewTrack(kind), streams);
        var offer = await OfferAsync(caller, callee);
        var first = Assert.Single(received);
        Assert.Equal(streams, first.StreamIds);

        await Finish(callee.SetRemoteDescriptionAsync(Rollback));
        Assert.True(first.Track.Muted);
        await Finish(callee.SetRemoteDescriptionAsync(offer));

        Assert.Equal(2, received.Count);
        var second = received.Last();
        Assert.Equal(streams, second.StreamIds);
        Assert.Same(first.Track, second.Track);
        Assert.Single(callee.Transceivers);
    }

    [WptTheory(Page, "the rollback of an offer that took a track away raises it again")]
    [InlineData(MediaKind.Audio, "stream")]
    [InlineData(MediaKind.Video, "stream")]
    [InlineData(MediaKind.Audio, null)]
    [InlineData(MediaKind.Video, null)]
    public async Task TrackReceived_InactiveOfferRolledBack_RaisedAgain(MediaKind kind, string? stream)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        string[] streams = stream == null ? [] : [stream];
        caller.AddTrack(NewTrack(kind), streams);
        await ExchangeAsync(caller, callee);
        var first = Assert.Single(received);
        var transceiver = Assert.Single(callee.Transceivers);
        Assert.Equal((D.RecvOnly, D.RecvOnly), (transceiver.Direction, transceiver.CurrentDirection));

        caller.Transceivers[0].Direction = D.Inactive;
        await OfferAsync(caller, callee);
        Assert.True(first.Track.Muted);
        await Finish(callee.SetRemoteDescriptionAsync(Rollback));

        Wait.Until(() => received.Count == 2, "the track raised again");
        var second = received.Last();
        Assert.Equal(streams, second.StreamIds);
        Assert.Same(first.Track, second.Track);
        Assert.Single(callee.Transceivers);
    }
}
