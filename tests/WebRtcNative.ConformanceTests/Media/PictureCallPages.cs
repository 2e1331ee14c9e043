using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Media;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>The parts about pictures of pages whose other parts are about sound: statistics, sources, mute, clock.</summary>
public sealed class PictureCallPages : MediaConformanceTest
{
    private const string Mandatory = "RTCPeerConnection-mandatory-getStats.https.html";
    private const string OfTrack = "RTCPeerConnection-track-stats.https.html";
    private const string Synchronization = "RTCRtpReceiver-getSynchronizationSources.https.html";
    private const string Mute = "RTCPeerConnection-remote-track-mute.https.html";
    private const string ClockRate = "protocol/rtp-clockrate.html";

    private static RtcStatsReport? s_report; // of a call with pictures, after reports of both sides

    [WptTheory(Mandatory, "a call with pictures has the member")]
    [InlineData("inbound-rtp", "ssrc kind transportId codecId packetsReceived packetsLost jitter trackIdentifier mid bytesReceived")]
    [InlineData("inbound-rtp", "framesReceived framesDecoded framesDropped keyFramesDecoded frameWidth frameHeight nackCount pliCount firCount")]
    [InlineData("outbound-rtp", "ssrc kind transportId codecId packetsSent bytesSent remoteId mediaSourceId nackCount pliCount firCount")]
    [InlineData("outbound-rtp", "framesEncoded framesSent keyFramesEncoded frameWidth frameHeight")]
    [InlineData("remote-inbound-rtp", "ssrc kind transportId codecId packetsLost jitter localId roundTripTime")]
    [InlineData("media-source", "trackIdentifier kind width height framesPerSecond")]
    public void GetStatsAsync_CallWithPictures_HasMember(string type, string members)
    {
        var report = s_report ??= CallWithReports();

        var names = report.Values.Where(stats => stats.Type == type).SelectMany(stats => stats.Members.Keys).ToHashSet();

        Assert.Empty(members.Split(' ').Except(names));
    }

    [Wpt(OfTrack, "a track of pictures that is sent has its source and its stream")]
    public async Task GetStatsAsync_LocalPictures_SourceAndOutbound()
    {
        using var call = Flowing();

        var report = await Finish(call.A.GetStatsAsync(call.Track));

        var outbound = Assert.Single(report.OfType<OutboundRtpStats>());
        var source = report.Find<VideoSourceStats>(outbound.MediaSourceId);
        Assert.Equal((call.Track.Id, MediaKind.Video), (source!.TrackIdentifier, source.Kind!.Value));
        Assert.Equal((320, 240), (source.Width, source.Height));
        Assert.Empty(report.OfType<InboundRtpStats>());
    }

    [Wpt(OfTrack, "a track of pictures that is received has its stream")]
    public async Task GetStatsAsync_RemotePictures_Inbound()
    {
        using var call = Flowing();

        var report = await Finish(call.B.GetStatsAsync(call.Seen));

        var inbound = Assert.Single(report.OfType<InboundRtpStats>());
        Assert.Equal((call.Seen.Id, MediaKind.Video), (inbound.TrackIdentifier, inbound.Kind!.Value));
        Assert.Empty(report.OfType<OutboundRtpStats>());
    }

    [Wpt(Synchronization, "the sender of pictures is there, with a time of now and without a level")]
    public void GetSynchronizationSources_PicturesFlow_OneWithoutLevel()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        using var call = Flowing();

        var source = Await(call);

        Assert.InRange(source.Source, 1, uint.MaxValue);
        Assert.InRange(source.Timestamp, before, DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.Null(source.AudioLevel);
    }

    [Wpt(Synchronization, "the times move with the pictures")]
    public void GetSynchronizationSources_LaterPictures_LaterTimes()
    {
        using var call = Flowing();
        var first = Await(call);

        call.SendUntil(
            () => call.B.Receivers[0].GetSynchronizationSources() is [var later] && later.Timestamp > first.Timestamp
                && later.RtpTimestamp != first.RtpTimestamp,
            "a later picture");
    }

    [Wpt(Mute, "a track of pictures is muted until the first packet")]
    public void Muted_FirstPicture_Unmuted()
    {
        using var call = new VideoPair();

        var atFirst = call.Seen.Muted;

        call.SendUntil(() => !call.Seen.Muted, "the first packet");
        Assert.True(atFirst);
    }

    [Wpt(ClockRate, "the times of pictures move with 90 kHz")]
    public void RtpTimestamp_Pictures_90Kilohertz()
    {
        using var call = Flowing();
        var first = Await(call);

        RtpContributingSource? last = null;
        call.SendUntil(
            () => (last = Await(call)).Timestamp - first.Timestamp > TimeSpan.FromMilliseconds(500), "half a second of pictures");

        // Either time may be of a packet that was late, on a busy machine by a good part of the half second.
        var rate = (uint)(last!.RtpTimestamp - first.RtpTimestamp) / (last.Timestamp - first.Timestamp).TotalSeconds;
        Assert.InRange(rate, 90_000 * 0.5, 90_000 * 2);
    }

    private static VideoPair Flowing()
    {
        var call = new VideoPair();
        call.SendUntil(() => !call.Seen.Muted, "the first packet");
        return call;
    }

    private static RtpContributingSource Await(VideoPair call)
    {
        RtpContributingSource? source = null;
        call.SendUntil(() => (source = call.B.Receivers[0].GetSynchronizationSources().SingleOrDefault()) != null, "a source");
        return source!;
    }

    private static RtcStatsReport CallWithReports()
    {
        using var call = new VideoPair(isMutual: true);
        var report = call.A.GetStatsAsync();
        // The other side's reports come every second or so, and a picture has to be decoded.
        call.SendUntil(
            () =>
            {
                if (!report.IsCompleted)
                    return false;
                if (report.Result.OfType<RemoteInboundRtpStats>().Any(stats => stats.RoundTripTime != null)
                    && report.Result.OfType<InboundRtpStats>().Any(stats => stats.FramesDecoded > 0))
                {
                    return true;
                }
                report = call.A.GetStatsAsync();
                return false;
            },
            "statistics of both sides");
        return report.Result;
    }
}
