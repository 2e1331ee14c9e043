using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>getStats with and without a track, of senders and receivers, and the members that WebRTC 1.0 asks for.</summary>
public sealed class MediaStatsPages : MediaConformanceTest
{
    private const string Mandatory = "RTCPeerConnection-mandatory-getStats.https.html";
    private const string Selector = "RTCPeerConnection-getStats.https.html";
    private const string OfSender = "RTCRtpSender-getStats.https.html";
    private const string OfReceiver = "RTCRtpReceiver-getStats.https.html";
    private const string OfTrack = "RTCPeerConnection-track-stats.https.html";

    private static RtcStatsReport? s_report; // of a call with sound and data, after reports of both sides

    [WptTheory(Mandatory, "a call with sound and data has the member")]
    [InlineData("inbound-rtp", "ssrc kind transportId codecId packetsReceived packetsLost jitter packetsDiscarded")]
    [InlineData("inbound-rtp", "trackIdentifier mid bytesReceived totalAudioEnergy totalSamplesDuration audioLevel")]
    [InlineData("inbound-rtp", "jitterBufferDelay jitterBufferEmittedCount totalSamplesReceived concealedSamples")]
    [InlineData("inbound-rtp", "silentConcealedSamples concealmentEvents insertedSamplesForDeceleration removedSamplesForAcceleration")]
    [InlineData("outbound-rtp", "ssrc kind transportId codecId packetsSent bytesSent nackCount remoteId")]
    [InlineData("remote-inbound-rtp", "ssrc kind transportId codecId packetsLost jitter localId roundTripTime")]
    [InlineData("peer-connection", "dataChannelsOpened dataChannelsClosed")]
    [InlineData("data-channel", "label protocol dataChannelIdentifier state messagesSent bytesSent messagesReceived bytesReceived")]
    [InlineData("media-source", "trackIdentifier kind totalAudioEnergy totalSamplesDuration")]
    [InlineData("codec", "payloadType mimeType clockRate channels sdpFmtpLine transportId")]
    [InlineData("transport", "bytesSent bytesReceived selectedCandidatePairId localCertificateId remoteCertificateId")]
    [InlineData("candidate-pair", "transportId localCandidateId remoteCandidateId state nominated bytesSent bytesReceived")]
    [InlineData("candidate-pair", "totalRoundTripTime currentRoundTripTime")]
    [InlineData("local-candidate", "address port protocol candidateType")]
    [InlineData("remote-candidate", "address port protocol candidateType")]
    [InlineData("certificate", "fingerprint fingerprintAlgorithm base64Certificate")]
    public void GetStatsAsync_Call_HasMember(string type, string members)
    {
        var report = s_report ??= CallWithReports();

        var names = report.Values.Where(stats => stats.Type == type).SelectMany(stats => stats.Members.Keys).ToHashSet();

        Assert.Empty(members.Split(' ').Except(names));
    }

    [Wpt(Selector, "without a selector it succeeds, and has the connection")]
    public async Task GetStatsAsync_NoSelector_HasTheConnection()
    {
        var report = await Finish(NewMediaConnection().GetStatsAsync());

        Assert.Single(report.OfType<PeerConnectionStats>());
    }

    [WptTheory(Selector, "the track of a sender selects, however it was added")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GetStatsAsync_TrackOfSender_Succeeds(bool byTransceiver)
    {
        var connection = NewMediaConnection();
        var track = NewAudio();
        if (byTransceiver)
            connection.AddTransceiver(track);
        else
            connection.AddTrack(track);

        Assert.NotNull(await Finish(connection.GetStatsAsync(track)));
    }

    [Wpt(Selector, "the track of a receiver selects")]
    public async Task GetStatsAsync_TrackOfReceiver_Succeeds()
    {
        var connection = NewMediaConnection();

        Assert.NotNull(await Finish(connection.GetStatsAsync(connection.AddTransceiver(MediaKind.Audio).Receiver.Track)));
    }

    [Wpt(Selector, "a track of no sender is refused")]
    public async Task GetStatsAsync_UnknownTrack_ArgumentException() =>
        await Assert.ThrowsAsync<ArgumentException>(() => NewMediaConnection().GetStatsAsync(NewAudio()));

    [Wpt(Selector, "a track of two senders is refused")]
    public async Task GetStatsAsync_TrackOfTwo_ArgumentException()
    {
        var connection = NewMediaConnection();
        var track = NewAudio();
        connection.AddTransceiver(track);
        connection.AddTransceiver(track);

        await Assert.ThrowsAsync<ArgumentException>(() => connection.GetStatsAsync(track));
    }

    [Wpt(Selector, "all of a call has the streams of both ways")]
    public void GetStatsAsync_Call_BothWays()
    {
        var report = s_report ??= CallWithReports();

        Assert.Single(report.OfType<OutboundRtpStats>());
        Assert.Single(report.OfType<InboundRtpStats>());
    }

    [Wpt(OfSender, "what is sent, and not what is received")]
    public async Task SenderGetStatsAsync_Call_OutboundOnly()
    {
        var pair = Call();

        var report = await Finish(pair.A.Senders[0].GetStatsAsync());

        Assert.Single(report.OfType<OutboundRtpStats>());
        Assert.Empty(report.OfType<InboundRtpStats>());
        AssertRefersToItself(report);
    }

    [Wpt(OfSender, "without a track it succeeds")]
    public async Task SenderGetStatsAsync_NoTrack_Succeeds() =>
        Assert.NotNull(await Finish(NewMediaConnection().AddTransceiver(MediaKind.Audio).Sender.GetStatsAsync()));

    [Wpt(OfSender, "a closed connection has none")]
    public async Task SenderGetStatsAsync_Closed_InvalidState()
    {
        var connection = NewMediaConnection();
        var transceiver = connection.AddTransceiver(MediaKind.Audio);
        connection.Close();

        await AssertInvalidStateAsync(() => transceiver.Sender.GetStatsAsync());
    }

    [Wpt(OfReceiver, "what is received, and not what is sent")]
    public async Task ReceiverGetStatsAsync_Call_InboundOnly()
    {
        var pair = Call();

        var report = await Finish(pair.A.Receivers[0].GetStatsAsync());

        Assert.Single(report.OfType<InboundRtpStats>());
        Assert.Empty(report.OfType<OutboundRtpStats>());
        AssertRefersToItself(report);
    }

    [Wpt(OfReceiver, "without packets it succeeds")]
    public async Task ReceiverGetStatsAsync_NoPackets_Succeeds() =>
        Assert.NotNull(await Finish(NewMediaConnection().AddTransceiver(MediaKind.Audio).Receiver.GetStatsAsync()));

    [Wpt(OfReceiver, "a closed connection has none")]
    public async Task ReceiverGetStatsAsync_Closed_InvalidState()
    {
        var connection = NewMediaConnection();
        var transceiver = connection.AddTransceiver(MediaKind.Audio);
        connection.Close();

        await AssertInvalidStateAsync(() => transceiver.Receiver.GetStatsAsync());
    }

    [Wpt(OfTrack, "the track of a sender has its source and its stream")]
    public async Task GetStatsAsync_LocalTrack_SourceAndOutbound()
    {
        var pair = Call();
        var track = pair.A.Senders[0].Track!;

        var report = await Finish(pair.A.GetStatsAsync(track));

        var outbound = Assert.Single(report.OfType<OutboundRtpStats>());
        var source = report.Find<AudioSourceStats>(outbound.MediaSourceId);
        Assert.Equal((track.Id, MediaKind.Audio), (source!.TrackIdentifier, source.Kind!.Value));
        Assert.Equal(pair.A.Transceivers[0].Mid, outbound.Mid);
        Assert.Empty(report.OfType<InboundRtpStats>());
    }

    [Wpt(OfTrack, "the track of a receiver has its stream")]
    public async Task GetStatsAsync_RemoteTrack_Inbound()
    {
        var pair = Call();
        var track = pair.A.Receivers[0].Track;

        var report = await Finish(pair.A.GetStatsAsync(track));

        Assert.Equal(track.Id, Assert.Single(report.OfType<InboundRtpStats>()).TrackIdentifier);
        Assert.Empty(report.OfType<OutboundRtpStats>());
    }

    [Wpt(OfTrack, "the stream of a sender stays after its track was replaced, and names the new source")]
    public async Task GetStatsAsync_ReplacedTrack_SameStream()
    {
        var pair = Call();
        var sender = pair.A.Senders[0];
        var before = Assert.Single((await Finish(sender.GetStatsAsync())).OfType<OutboundRtpStats>());
        var track = NewAudio();

        await Finish(sender.ReplaceTrackAsync(track));

        // The engine may give the report of a moment ago.
        var report = ReportWhen(pair, sender.GetStatsAsync, one => one.OfType<AudioSourceStats>().Any(source => source.TrackIdentifier == track.Id));
        var after = Assert.Single(report.OfType<OutboundRtpStats>());
        Assert.Equal((before.Id, before.Ssrc), (after.Id, after.Ssrc));
        Assert.Equal(track.Id, report.Find<AudioSourceStats>(after.MediaSourceId)!.TrackIdentifier);
    }

    private static void AssertRefersToItself(RtcStatsReport report)
    {
        foreach (var stream in report.Values.OfType<RtpStreamStats>())
        {
            Assert.NotNull(report.Find<CodecStats>(stream.CodecId));
            Assert.NotNull(report.Find<TransportStats>(stream.TransportId));
        }
    }

    private static RtcStatsReport ReportWhen(
        CorePair pair, Func<CancellationToken, Task<RtcStatsReport>> get, Func<RtcStatsReport, bool> condition)
    {
        RtcStatsReport? report = null;
        pair.Until(() => condition(report = pair.Finish(get(default))), "the statistics");
        return report!;
    }

    private CorePair Call()
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewAudio("mine"), "stream");
        pair.B.AddTrack(NewAudio("yours"), "stream");
        pair.Negotiate();
        pair.Until(() => pair.A.Receivers.All(one => !one.Track.Muted) && pair.B.Receivers.All(one => !one.Track.Muted), "packets");
        return pair;
    }

    private RtcStatsReport CallWithReports()
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewAudio("mine"), "stream");
        pair.B.AddTrack(NewAudio("yours"), "stream");
        pair.Open();
        // The other side's reports come every few seconds.
        return ReportWhen(pair, pair.A.GetStatsAsync, report => report.OfType<RemoteInboundRtpStats>().Any(
            stats => stats.RoundTripTime != null));
    }
}
