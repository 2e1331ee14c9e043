using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>Statistics of sound: what the clock hands out.</summary>
public sealed class AudioStatsTests : NativeTest
{
    [Fact]
    public void MediaPlayout_SoundIsReceived_CountsWhatIsHandedOut()
    {
        using var factory = new PeerConnectionFactory();
        var pair = Own(new CorePair(options: MediaPair.Options, factory: factory));
        using var source = new AudioSource(null, factory);
        pair.A.AddTrack(Own(source.CreateTrack()));
        pair.Negotiate();
        pair.Until(() => pair.B.Receivers is [{ Track.Muted: false }], "sound");
        if (!EngineLimits.HasMediaPlayout)
        {
            Assert.Null(Playout(pair));
            return;
        }

        pair.Until(() => Playout(pair)?.TotalSamplesCount > 48_000, "a second of sound");
        var playout = Playout(pair)!;

        Assert.Equal(MediaKind.Audio, playout.Kind);
        Assert.Equal(playout.TotalSamplesCount!.Value / 48_000.0, playout.TotalSamplesDuration!.Value.TotalSeconds, 0.001);
        Assert.True(playout.SynthesizedSamplesDuration < playout.TotalSamplesDuration);
        Assert.Equal(playout.SynthesizedSamplesEvents > 0, playout.SynthesizedSamplesDuration > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, playout.TotalPlayoutDelay);
        Assert.Equal(playout.Id, Inbound(pair)!.PlayoutId);
    }

    [Fact]
    public void RemoteOutboundRtp_SenderHasReported_TellsOfTheStream()
    {
        var pair = Own(MediaPair.New());
        var source = Own(new AudioSource());
        var sender = pair.A.AddTrack(Own(source.CreateTrack()));
        pair.Negotiate();

        // The first report comes within some seconds.
        RemoteOutboundRtpStats? remote = null;
        pair.Until(() => (remote = pair.Finish(pair.B.GetStatsAsync()).OfType<RemoteOutboundRtpStats>().SingleOrDefault()) != null, "a report");

        var inbound = Inbound(pair)!;
        Assert.Equal(inbound.Id, remote!.LocalId);
        Assert.Equal(remote.Id, inbound.RemoteId);
        Assert.Equal(pair.Finish(sender.GetStatsAsync()).OfType<OutboundRtpStats>().Single().Ssrc, remote.Ssrc);
        Assert.InRange(remote.PacketsSent!.Value, 1, pair.Finish(sender.GetStatsAsync()).OfType<OutboundRtpStats>().Single().PacketsSent!.Value);
        Assert.InRange(remote.BytesSent!.Value, 1, long.MaxValue);
        Assert.InRange(remote.ReportsSent!.Value, 1, long.MaxValue);
        Assert.InRange(remote.RemoteTimestamp!.Value, DateTimeOffset.UtcNow - Wait.Deadline, DateTimeOffset.UtcNow + TimeSpan.FromSeconds(1));
    }

    private static InboundRtpStats? Inbound(CorePair pair) =>
        pair.Finish(pair.B.GetStatsAsync()).OfType<InboundRtpStats>().SingleOrDefault();

    private static MediaPlayoutStats? Playout(CorePair pair) =>
        pair.Finish(pair.B.GetStatsAsync()).OfType<MediaPlayoutStats>().SingleOrDefault();
}
