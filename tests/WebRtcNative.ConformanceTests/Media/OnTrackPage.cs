using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>track: raised for what the remote peer begins to send.</summary>
public sealed class OnTrackPage : MediaConformanceTest
{
    private const string Page = "RTCPeerConnection-ontrack.https.html";

    [Wpt(Page, "the streams of the SDP are those of the event, the direction is the other way round")]
    public async Task TrackReceived_SendOnlyWithMsid_HasTheStream()
    {
        var connection = NewMediaConnection();
        var received = RecordTracks(connection);

        await Finish(connection.SetRemoteDescriptionAsync(Offer("sendonly")));

        var track = Assert.Single(received);
        Assert.Equal(["stream-of-mine"], track.StreamIds);
        Assert.Equal(MediaKind.Audio, track.Track.Kind);
        AssertMembers(connection, track);
        Assert.Equal(RtpTransceiverDirection.RecvOnly, track.Transceiver.Direction);
    }

    [Wpt(Page, "a peer that only receives raises nothing")]
    public async Task TrackReceived_RecvOnly_NotRaised()
    {
        var connection = NewMediaConnection();
        var received = RecordTracks(connection);

        await Finish(connection.SetRemoteDescriptionAsync(Offer("recvonly")));

        Assert.Single(connection.Transceivers);
        Assert.Empty(received);
    }

    [Wpt(Page, "addTrack there raises it here")]
    public async Task TrackReceived_AddTrack_IsRaised()
    {
        var (offerer, answerer) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(answerer);
        offerer.AddTrack(NewAudio(), "stream");

        await OfferAsync(offerer, answerer);

        var track = Assert.Single(received);
        Assert.Equal(MediaKind.Audio, track.Track.Kind);
        AssertMembers(answerer, track);
    }

    [Wpt(Page, "so does addTransceiver, without a track")]
    public async Task TrackReceived_AddTransceiver_IsRaised()
    {
        var (offerer, answerer) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(answerer);
        offerer.AddTransceiver(MediaKind.Video);

        await OfferAsync(offerer, answerer);

        var track = Assert.Single(received);
        Assert.Equal(MediaKind.Video, track.Track.Kind);
        AssertMembers(answerer, track);
    }

    [Wpt(Page, "an inactive transceiver raises nothing")]
    public async Task TrackReceived_Inactive_NotRaised()
    {
        var (offerer, answerer) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(answerer);
        offerer.AddTransceiver(MediaKind.Audio, In(RtpTransceiverDirection.Inactive));

        await OfferAsync(offerer, answerer);

        Assert.Single(answerer.Transceivers);
        Assert.Empty(received);
    }

    private static void AssertMembers(PeerConnection connection, TrackReceivedEventArgs track)
    {
        Assert.Same(track.Receiver.Track, track.Track);
        Assert.Same(track.Transceiver.Receiver, track.Receiver);
        Assert.Equal([track.Transceiver], connection.Transceivers);
    }

    private static SessionDescription Offer(string direction) => new(SdpType.Offer, string.Join("\r\n", [
        "v=0", "o=- 1 2 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE sound", "a=msid-semantic: WMS *",
        "m=audio 9 UDP/TLS/RTP/SAVPF 96", "c=IN IP4 0.0.0.0", "a=rtcp:9 IN IP4 0.0.0.0",
        "a=ice-ufrag:abcd", "a=ice-pwd:0123456789abcdefghijklmn",
        "a=fingerprint:sha-256 " + string.Join(':', Enumerable.Repeat("A5", 32)),
        "a=setup:actpass", "a=rtcp-mux", "a=mid:sound", "a=" + direction, "a=rtpmap:96 opus/48000/2",
        "a=msid:stream-of-mine track-of-mine", "a=ssrc:4711 cname:someone", string.Empty]));
}
