using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>What a receiver tells while sound flows, and how long it may wait for packets.</summary>
public sealed class ReceiverPages : MediaConformanceTest
{
    private const string Synchronization = "RTCRtpReceiver-getSynchronizationSources.https.html";
    private const string Contributing = "RTCRtpReceiver-getContributingSources.https.html";
    private const string Parameters = "RTCRtpReceiver-getParameters.html";
    private const string JitterBuffer = "RTCRtpReceiver-jitterBufferTarget.html";
    private const string Mute = "RTCPeerConnection-remote-track-mute.https.html";
    private const string Properties = "RTCPeerConnection-remote-track-properties.https.html";

    [Wpt(Synchronization, "without packets there are none")]
    public void GetSynchronizationSources_NoPackets_None() =>
        Assert.Empty(NewMediaConnection().AddTransceiver(MediaKind.Audio).Receiver.GetSynchronizationSources());

    [Wpt(Synchronization, "the sender of the packets is there, with a time of now, a time of RTP and a level")]
    public void GetSynchronizationSources_SoundFlows_OneWithAllMembers()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        var (pair, receiver) = Flowing();

        var source = Assert.Single(Wait(pair, receiver));

        Assert.InRange(source.Source, 1, uint.MaxValue);
        Assert.InRange(source.RtpTimestamp, 0, uint.MaxValue);
        Assert.InRange(source.Timestamp, before, DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.InRange(source.AudioLevel!.Value, 0, 1);
    }

    [Wpt(Synchronization, "it is the sender of the statistics")]
    public async Task GetSynchronizationSources_Statistics_SameSsrc()
    {
        var (pair, receiver) = Flowing();
        var source = Assert.Single(Wait(pair, receiver));

        var outbound = Assert.Single((await Finish(pair.A.GetStatsAsync())).OfType<OutboundRtpStats>());

        Assert.Equal(outbound.Ssrc, source.Source);
    }

    [Wpt(Synchronization, "the times move with the packets")]
    public void GetSynchronizationSources_LaterPackets_LaterTimes()
    {
        var (pair, receiver) = Flowing();
        var first = Assert.Single(Wait(pair, receiver));

        pair.Until(
            () => receiver.GetSynchronizationSources() is [var later] && later.Timestamp > first.Timestamp
                && later.RtpTimestamp != first.RtpTimestamp,
            "a later packet");
    }

    [Wpt(Contributing, "without packets there are none")]
    public void GetContributingSources_NoPackets_None() =>
        Assert.Empty(NewMediaConnection().AddTransceiver(MediaKind.Audio).Receiver.GetContributingSources());

    [Wpt(Contributing, "a sender that mixes nothing names none")]
    public void GetContributingSources_NoMixer_None()
    {
        var (pair, receiver) = Flowing();
        Wait(pair, receiver);

        Assert.Empty(receiver.GetContributingSources());
    }

    [Wpt(Parameters, "before negotiation: no codecs, no extensions")]
    public void GetParameters_NotNegotiated_Empty()
    {
        var parameters = NewMediaConnection().AddTransceiver(MediaKind.Audio).Receiver.GetParameters();

        Assert.Null(parameters.Mid);
        Assert.Empty(parameters.HeaderExtensions);
    }

    [WptTheory(Parameters, "after it: those that were negotiated")]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public async Task GetParameters_Negotiated_AreThere(MediaKind kind)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        caller.AddTransceiver(NewTrack(kind));
        await ExchangeAsync(caller, callee);

        var parameters = callee.Receivers[0].GetParameters();

        Assert.Equal(callee.Transceivers[0].Mid, parameters.Mid);
        Assert.NotEmpty(parameters.Codecs);
        Assert.All(parameters.Codecs, codec => Assert.InRange(codec.PayloadType!.Value, 0, 127));
        Assert.NotEmpty(parameters.HeaderExtensions);
    }

    [Wpt(JitterBuffer, "at first there is none")]
    public void JitterBufferTarget_New_Null() =>
        Assert.Null(NewMediaConnection().AddTransceiver(MediaKind.Audio).Receiver.JitterBufferTarget);

    [WptTheory(JitterBuffer, "it can be set within 0 and 4 s, for either kind")]
    [InlineData(MediaKind.Audio, 0)]
    [InlineData(MediaKind.Audio, 500)]
    [InlineData(MediaKind.Video, 0)]
    [InlineData(MediaKind.Video, 4000)]
    public void JitterBufferTarget_Set_IsThat(MediaKind kind, int milliseconds)
    {
        var receiver = NewMediaConnection().AddTransceiver(kind).Receiver;
        var target = TimeSpan.FromMilliseconds(milliseconds);

        receiver.JitterBufferTarget = target;

        Assert.Equal(target, receiver.JitterBufferTarget);
    }

    [WptTheory(JitterBuffer, "outside it is refused, and what was set stays")]
    [InlineData(-1)]
    [InlineData(-500)]
    [InlineData(4001)]
    public void JitterBufferTarget_OutOfRange_Refused(int milliseconds)
    {
        var receiver = NewMediaConnection().AddTransceiver(MediaKind.Audio).Receiver;
        receiver.JitterBufferTarget = TimeSpan.FromMilliseconds(100);

        Assert.Throws<ArgumentOutOfRangeException>(() => receiver.JitterBufferTarget = TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(TimeSpan.FromMilliseconds(100), receiver.JitterBufferTarget);
    }

    [Wpt(JitterBuffer, "null: the engine decides again")]
    public void JitterBufferTarget_Null_IsNull()
    {
        var receiver = NewMediaConnection().AddTransceiver(MediaKind.Audio).Receiver;
        receiver.JitterBufferTarget = TimeSpan.FromMilliseconds(100);

        receiver.JitterBufferTarget = null;

        Assert.Null(receiver.JitterBufferTarget);
    }

    [Wpt(Mute, "a track is muted until the first packet")]
    public void Muted_FirstPacket_Unmuted()
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewAudio());
        bool? atFirst = null;
        var changes = new List<bool>();
        pair.B.TrackReceived += (_, received) =>
        {
            atFirst = received.Track.Muted;
            received.Track.MutedChanged += (_, muted) => changes.Add(muted);
        };

        pair.Negotiate();

        pair.Until(() => changes.Count > 0, "the first packet"); // the property changes first, the next poll raises the event
        Assert.True(atFirst);
        Assert.Equal([false], changes);
        Assert.False(pair.B.Receivers[0].Track.Muted);
    }

    [WptTheory(Mute, "a peer that stops sending, by its direction or by removing the track, mutes it")]
    [InlineData(true)]
    [InlineData(false)]
    public void Muted_PeerStopsSending_Muted(bool byDirection)
    {
        var (pair, receiver) = Flowing();

        if (byDirection)
            pair.A.Transceivers[0].Direction = RtpTransceiverDirection.Inactive;
        else
            pair.A.RemoveTrack(pair.A.Senders[0]);
        pair.Finish(OfferAsync(pair.A, pair.B));

        Assert.True(receiver.Track.Muted);
    }

    [Wpt(Mute, "a transceiver that the peer stops mutes the track and ends it")]
    public void Muted_PeerStops_MutedAndEnded()
    {
        var (pair, receiver) = Flowing();
        var seen = new List<string>();
        receiver.Track.MutedChanged += (_, muted) => seen.Add($"{muted}");
        receiver.Track.Ended += (_, _) => seen.Add("ended");

        pair.A.Transceivers[0].Stop();
        pair.Negotiate();

        Assert.Equal(MediaStreamTrackState.Ended, receiver.Track.ReadyState);
        Assert.Equal(["True", "ended"], seen);
    }

    [Wpt(Mute, "closing here ends the track without an event")]
    public void Close_TrackEnds_NoEvent()
    {
        var (pair, receiver) = Flowing();
        var ended = 0;
        receiver.Track.Ended += (_, _) => ended++;

        pair.B.Close();

        Assert.Equal(MediaStreamTrackState.Ended, receiver.Track.ReadyState);
        Assert.Equal(0, ended);
    }

    [Wpt(Properties, "the other side's switch of a track is not seen here")]
    public void Enabled_OfSender_StaysHere()
    {
        var pair = NewMediaPair();
        var track = NewAudio();
        pair.A.AddTrack(track);
        pair.Negotiate();
        var remote = pair.B.Receivers[0].Track;
        pair.Until(() => !remote.Muted, "the first packet");

        track.Enabled = false;

        Assert.True(remote.Enabled);
        Assert.Equal((MediaKind.Audio, MediaStreamTrackState.Live, true), (remote.Kind, remote.ReadyState, remote.IsRemote));
    }

    private static IReadOnlyList<RtpContributingSource> Wait(CorePair pair, RtpReceiver receiver)
    {
        IReadOnlyList<RtpContributingSource> sources = [];
        pair.Until(() => (sources = receiver.GetSynchronizationSources()).Count > 0, "a source");
        return sources;
    }

    private (CorePair Pair, RtpReceiver Receiver) Flowing()
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewAudio());
        pair.Negotiate();
        var receiver = Assert.Single(pair.B.Receivers);
        pair.Until(() => !receiver.Track.Muted, "the first packet");
        return (pair, receiver);
    }
}
