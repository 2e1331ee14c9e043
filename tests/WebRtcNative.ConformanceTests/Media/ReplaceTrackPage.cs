using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Media;

/// <summary>replaceTrack and setStreams of a sender.</summary>
public sealed class ReplaceTrackPage : MediaConformanceTest
{
    private const string Page = "RTCRtpSender-replaceTrack.https.html";
    private const string Streams = "RTCRtpSender-setStreams.https.html";
    private const string Remote = "RTCPeerConnection-setRemoteDescription-replaceTrack.https.html";

    [Wpt(Page, "a closed connection replaces nothing")]
    public async Task ReplaceTrackAsync_Closed_InvalidState()
    {
        var connection = NewMediaConnection();
        var sender = connection.AddTransceiver(MediaKind.Audio).Sender;
        var track = NewAudio();
        connection.Close();

        await AssertInvalidStateAsync(() => sender.ReplaceTrackAsync(track));
    }

    [Wpt(Page, "a track of the other kind is refused")]
    public async Task ReplaceTrackAsync_OtherKind_ArgumentException()
    {
        var sender = NewMediaConnection().AddTransceiver(MediaKind.Audio).Sender;

        await Assert.ThrowsAsync<ArgumentException>(() => sender.ReplaceTrackAsync(NewVideo()));
        Assert.Null(sender.Track);
    }

    [Wpt(Page, "a stopped sender replaces nothing")]
    public async Task ReplaceTrackAsync_Stopped_InvalidState()
    {
        var transceiver = NewMediaConnection().AddTransceiver(MediaKind.Audio);
        transceiver.Stop();

        await AssertInvalidStateAsync(() => transceiver.Sender.ReplaceTrackAsync(NewAudio()));
    }

    [WptTheory(Page, "before any description: none by a track, a track by another, a track by none")]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task ReplaceTrackAsync_NotNegotiated_IsTheTrack(bool before, bool after)
    {
        var connection = NewMediaConnection();
        var sender = (before ? connection.AddTransceiver(NewAudio()) : connection.AddTransceiver(MediaKind.Audio)).Sender;
        var track = after ? NewAudio() : null;

        await Finish(sender.ReplaceTrackAsync(track));

        Assert.Same(track, sender.Track);
    }

    [WptTheory(Page, "with an offer set: by none, by another, by another although the first has ended")]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task ReplaceTrackAsync_LocalOffer_IsTheTrack(bool after, bool ended)
    {
        var connection = NewMediaConnection();
        var first = NewAudio();
        var sender = connection.AddTransceiver(first).Sender;
        if (ended)
            first.Stop();
        await Finish(connection.SetLocalDescriptionAsync());
        var track = after ? NewAudio() : null;

        await Finish(sender.ReplaceTrackAsync(track));

        Assert.Same(track, sender.Track);
    }

    [WptTheory(Page, "the other side hears the new track, with or without a pause of no track")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReplaceTrackAsync_SoundFlows_NewSoundArrives(bool noneBetween)
    {
        var pair = NewMediaPair();
        var source = Own(new AudioSource());
        var sender = pair.A.AddTrack(NewAudio());
        pair.Negotiate();
        using var reader = ((AudioTrack)Assert.Single(pair.B.Receivers).Track).OpenReader();
        await ReadUntilAsync(reader, loud: false);

        if (noneBetween)
            await Finish(sender.ReplaceTrackAsync(null));
        await Finish(sender.ReplaceTrackAsync(Own(source.CreateTrack())));
        using var stop = new CancellationTokenSource();
        var playing = PlayAsync(source, stop.Token);

        await ReadUntilAsync(reader, loud: true);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
    }

    [Wpt(Remote, "a replaced track raises nothing on the other side, which keeps its track")]
    public async Task ReplaceTrackAsync_Renegotiated_RemoteTrackStays()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        var sender = caller.AddTrack(NewAudio(), "stream");
        await ExchangeAsync(caller, callee);
        var track = Assert.Single(received).Track;

        await Finish(sender.ReplaceTrackAsync(NewAudio()));
        await ExchangeAsync(caller, callee);

        Assert.Single(received);
        Assert.Same(track, Assert.Single(callee.Receivers).Track);
    }

    [Wpt(Remote, "the streams stay too")]
    public async Task ReplaceTrackAsync_Renegotiated_SameMsid()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var sender = caller.AddTrack(NewAudio(), "stream");
        await ExchangeAsync(caller, callee);
        var before = AssertDescription.Line(caller.CurrentLocalDescription, "a=msid:");

        await Finish(sender.ReplaceTrackAsync(NewAudio()));
        await ExchangeAsync(caller, callee);

        Assert.Equal(before, AssertDescription.Line(caller.CurrentLocalDescription, "a=msid:"));
    }

    [WptTheory(Streams, "the streams that are set are received")]
    [InlineData]
    [InlineData("one")]
    [InlineData("one", "two")]
    public async Task SetStreams_BeforeOffer_AreReceived(params string[] streams)
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        caller.AddTrack(NewAudio(), "older").SetStreams(streams);

        await OfferAsync(caller, callee);

        Assert.Equal(streams, Assert.Single(received).StreamIds);
    }

    [Wpt(Streams, "no streams: the ones before are gone")]
    public async Task SetStreams_None_NoMsidOfAStream()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var sender = caller.AddTrack(NewAudio(), "stream");
        await ExchangeAsync(caller, callee);

        sender.SetStreams();
        await ExchangeAsync(caller, callee);

        Assert.DoesNotContain("a=msid:stream ", caller.CurrentLocalDescription!.Sdp, StringComparison.Ordinal);
    }

    [Wpt(Streams, "another stream is received once sending begins anew, with the same track")]
    public async Task SetStreams_DirectionChanges_Received()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var received = RecordTracks(callee);
        var sender = caller.AddTrack(NewAudio(), "one");
        await ExchangeAsync(caller, callee);
        caller.Transceivers[0].Direction = RtpTransceiverDirection.Inactive;
        await ExchangeAsync(caller, callee);

        sender.SetStreams("two");
        caller.Transceivers[0].Direction = RtpTransceiverDirection.SendRecv;
        await ExchangeAsync(caller, callee);

        Assert.Equal(["one", "two"], received.SelectMany(track => track.StreamIds));
        Assert.Same(received.First().Track, received.Last().Track);
    }

    [Wpt(Streams, "negotiation is needed afterwards")]
    public async Task SetStreams_Changed_NegotiationNeeded()
    {
        var (caller, callee) = (NewMediaConnection(), NewMediaConnection());
        var sender = caller.AddTrack(NewAudio(), "one");
        await ExchangeAsync(caller, callee);
        await SettleAsync(caller);
        var needed = 0;
        caller.NegotiationNeeded += (_, _) => Interlocked.Increment(ref needed);

        sender.SetStreams("two");

        Wait.Until(() => Volatile.Read(ref needed) == 1, "negotiation needed");
    }

    [Wpt(Streams, "a closed connection takes no streams")]
    public void SetStreams_Closed_InvalidState()
    {
        var connection = NewMediaConnection();
        var sender = connection.AddTransceiver(MediaKind.Audio).Sender;
        connection.Close();

        AssertInvalidState(() => sender.SetStreams("one"));
    }

    // A block is loud if its loudest sample is; comfort noise is not.
    private static async Task ReadUntilAsync(AudioReader reader, bool loud)
    {
        var block = new short[480];
        do
            await reader.ReadAsync(block).AsTask().WaitAsync(Wait.Deadline);
        while (block.Max() > 8000 != loud);
    }

    private static async Task PlayAsync(AudioSource source, CancellationToken stop)
    {
        var square = new short[4800];
        for (var i = 0; i < square.Length; i++)
            square[i] = (short)(i / 60 % 2 == 0 ? 16_000 : -16_000);
        while (true)
            await source.WriteAsync(square, stop);
    }
}
