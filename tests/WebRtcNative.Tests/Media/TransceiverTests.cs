using System.Collections.Concurrent;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>addTransceiver, addTrack, removeTrack, directions and stop (WebRTC 1.0, sections 5.1 and 5.4).</summary>
public sealed class TransceiverTests : NativeTest
{
    [Theory]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void AddTransceiver_Kind_IsNegotiated(MediaKind kind)
    {
        var pair = Own(MediaPair.New());
        var received = Listen(pair.B);
        var a = pair.A.AddTransceiver(kind);
        Assert.Equal((kind, RtpTransceiverDirection.SendRecv, null, null), (a.Kind, a.Direction, a.CurrentDirection, a.Mid));
        Assert.Null(a.Sender.Track);
        Assert.True(a.Receiver.Track is { Muted: true, IsRemote: true, ReadyState: MediaStreamTrackState.Live });
        Assert.Equal(kind, a.Receiver.Track.Kind);

        pair.Negotiate();

        Assert.NotNull(a.Mid);
        Assert.Equal(RtpTransceiverDirection.SendOnly, a.CurrentDirection); // B answers recvonly, since nobody asked it to send
        var b = MediaPair.Other(pair.B, a);
        Assert.Equal((kind, RtpTransceiverDirection.RecvOnly), (b.Kind, b.CurrentDirection));
        var track = Assert.Single(received);
        Assert.Same(b, track.Transceiver);
        Assert.Same(b.Receiver.Track, track.Track);
        pair.Until(() => pair.B.ConnectionState == PeerConnectionState.Connected, "connected without a data channel");
    }

    [Fact]
    public void AddTrack_BothSides_OneSection()
    {
        var pair = Own(MediaPair.New());
        var (receivedByA, receivedByB) = (Listen(pair.A), Listen(pair.B));
        using var source = new AudioSource();
        using var mine = source.CreateTrack("mine");
        using var yours = source.CreateTrack("yours");
        var sender = pair.A.AddTrack(mine, "stream-1", "stream-2");
        pair.B.AddTrack(yours);

        pair.Negotiate();

        var a = Assert.Single(pair.A.Transceivers);
        var b = Assert.Single(pair.B.Transceivers);
        Assert.Same(sender, a.Sender);
        Assert.Same(mine, a.Sender.Track);
        Assert.Equal(a.Mid, b.Mid);
        Assert.Equal(RtpTransceiverDirection.SendRecv, a.CurrentDirection);
        Assert.Equal(["stream-1", "stream-2"], Assert.Single(receivedByB).StreamIds);
        Assert.Empty(Assert.Single(receivedByA).StreamIds);
        Assert.Contains("a=sendrecv", pair.A.CurrentLocalDescription!.Sdp, StringComparison.Ordinal);
    }

    [Fact]
    public void AddTrack_Twice_IsRefused()
    {
        var connection = Own(new PeerConnection(MediaPair.Options));
        using var source = new AudioSource();
        using var track = source.CreateTrack();
        connection.AddTrack(track);

        Assert.Throws<WebRtcException>(() => connection.AddTrack(track));

        Assert.Single(connection.Transceivers);
        Assert.Equal([track], connection.Senders.Select(sender => sender.Track));
    }

    [Fact]
    public void AddTrack_ReceiverIsThere_SendsThroughIt()
    {
        var pair = Own(MediaPair.New());
        pair.A.AddTransceiver(MediaKind.Audio, new RtpTransceiverInit { Direction = RtpTransceiverDirection.RecvOnly });
        pair.Negotiate();
        using var source = new AudioSource();
        using var track = source.CreateTrack();

        var sender = pair.A.AddTrack(track);

        var only = Assert.Single(pair.A.Transceivers);
        Assert.Same(only.Sender, sender);
        Assert.Equal(RtpTransceiverDirection.SendRecv, only.Direction);
        Assert.Equal(RtpTransceiverDirection.Inactive, only.CurrentDirection);
    }

    [Fact]
    public void Direction_EventsOfEarlierCallsWait_IsThatOfTheLastCall()
    {
        var connection = Own(new PeerConnection()); // its events are raised by a thread
        var transceiver = connection.AddTransceiver(MediaKind.Audio);
        using var source = new AudioSource();
        using var track = source.CreateTrack();
        for (var i = 0; i < 1000; i++)
        {
            transceiver.Direction = RtpTransceiverDirection.RecvOnly;
            Assert.Equal(RtpTransceiverDirection.RecvOnly, transceiver.Direction);
            connection.AddTrack(track);
            Assert.Equal(RtpTransceiverDirection.SendRecv, transceiver.Direction);
            connection.RemoveTrack(transceiver.Sender);
            Assert.Equal(RtpTransceiverDirection.RecvOnly, transceiver.Direction);
            transceiver.Direction = RtpTransceiverDirection.Inactive;
            Assert.Equal(RtpTransceiverDirection.Inactive, transceiver.Direction);
        }
        transceiver.Stop();
        Assert.Equal(RtpTransceiverDirection.Stopped, transceiver.Direction);
    }

    [Fact]
    public void RemoveTrack_Negotiated_RemoteTrackIsMuted()
    {
        var pair = Own(MediaPair.New());
        using var source = new AudioSource();
        using var track = source.CreateTrack();
        var sender = pair.A.AddTrack(track);
        pair.Negotiate();
        var remote = Assert.Single(pair.B.Receivers).Track;
        pair.Until(() => !remote.Muted, "the first packet");
        var muted = 0;
        remote.MutedChanged += (_, isMuted) => muted += isMuted ? 1 : 0;

        pair.A.RemoveTrack(sender);
        pair.A.RemoveTrack(sender);
        Assert.Null(sender.Track);
        Assert.Equal(RtpTransceiverDirection.RecvOnly, pair.A.Transceivers[0].Direction);
        pair.Negotiate();

        pair.Until(() => remote.Muted, "mute");
        Assert.Equal(1, muted);
        Assert.Equal(MediaStreamTrackState.Live, remote.ReadyState);
        Assert.Equal(RtpTransceiverDirection.Inactive, pair.B.Transceivers[0].CurrentDirection);
        Assert.Throws<ArgumentException>(() => pair.B.RemoveTrack(sender));
    }

    [Fact]
    public void Stop_Negotiated_SectionIsRejected()
    {
        var pair = Own(MediaPair.New());
        var a = pair.A.AddTransceiver(MediaKind.Video);
        pair.Negotiate();
        var b = MediaPair.Other(pair.B, a);
        var ended = 0;
        b.Receiver.Track.Ended += (_, _) => ended++;

        a.Stop();
        a.Stop();
        Assert.Equal(MediaStreamTrackState.Ended, a.Receiver.Track.ReadyState);
        pair.Negotiate();

        pair.Until(() => ended == 1, "the remote track's end");
        Assert.Equal(RtpTransceiverDirection.Stopped, a.Direction);
        Assert.Equal(RtpTransceiverDirection.Stopped, b.Direction);
        Assert.Contains("m=video 0 ", pair.B.CurrentLocalDescription!.Sdp, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => a.Direction = RtpTransceiverDirection.SendOnly);
    }

    [Theory]
    [InlineData(RtpTransceiverDirection.SendRecv, RtpTransceiverDirection.SendRecv)]
    [InlineData(RtpTransceiverDirection.SendOnly, RtpTransceiverDirection.SendOnly)]
    [InlineData(RtpTransceiverDirection.RecvOnly, RtpTransceiverDirection.RecvOnly)]
    [InlineData(RtpTransceiverDirection.Inactive, RtpTransceiverDirection.Inactive)]
    public void Direction_Set_IsNegotiated(RtpTransceiverDirection set, RtpTransceiverDirection expected)
    {
        var pair = Own(MediaPair.New());
        using var source = new AudioSource();
        var a = pair.A.AddTransceiver(MediaKind.Audio);
        pair.Negotiate();
        MediaPair.Other(pair.B, a).Direction = RtpTransceiverDirection.SendRecv;

        a.Direction = set;
        Assert.Equal(set, a.Direction);
        pair.Negotiate();

        Assert.Equal(expected, a.CurrentDirection);
    }

    [Fact]
    public void Rollback_RemoteOffer_RemovesItsTransceivers()
    {
        var pair = Own(MediaPair.New());
        pair.A.AddTransceiver(MediaKind.Audio);
        var offer = pair.Finish(pair.A.CreateOfferAsync());
        pair.Finish(pair.B.SetRemoteDescriptionAsync(offer));
        Assert.Single(pair.B.Transceivers);

        pair.Finish(pair.B.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Rollback, string.Empty)));

        Assert.Empty(pair.B.Transceivers);
        Assert.Equal(SignalingState.Stable, pair.B.SignalingState);
        pair.Negotiate();
        Assert.Single(pair.B.Transceivers);
    }

    [Fact]
    public void DataChannelAndMedia_OneConnection_BothWork()
    {
        var pair = Own(MediaPair.New());
        pair.A.AddTransceiver(MediaKind.Audio);
        pair.A.AddTransceiver(MediaKind.Video);

        var (a, b) = pair.Open();
        a.Send("text");

        Assert.Equal("text", pair.Finish(b.ReceiveAsync().AsTask())!.Text);
        Assert.Equal(2, pair.B.Transceivers.Count);
        Assert.Contains("a=group:BUNDLE 0 1 2", pair.A.CurrentLocalDescription!.Sdp, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NegotiationNeeded_EachChange_IsRaised()
    {
        var connection = Own(new PeerConnection(MediaPair.Options));
        var needed = 0;
        connection.NegotiationNeeded += (_, _) => needed++;

        var transceiver = connection.AddTransceiver(MediaKind.Audio);

        Wait.Until(() => needed == 1, "negotiation needed");
        await connection.SetLocalDescriptionAsync();
        transceiver.Direction = RtpTransceiverDirection.Inactive;
        Assert.Equal(1, needed); // not while an offer is pending
    }

    [Fact]
    public void Media_False_MembersSayWhy()
    {
        var connection = Own(new PeerConnection(new PeerConnectionOptions { Media = false }));

        var error = Assert.Throws<InvalidOperationException>(() => connection.AddTransceiver(MediaKind.Audio));

        Assert.Contains("media", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(connection.Transceivers);
    }

    [Fact]
    public async Task Arguments_Wrong_AreRefused()
    {
        var pair = Own(MediaPair.New());
        var (a, b) = (pair.A, pair.B);
        Assert.Throws<ArgumentOutOfRangeException>(() => a.AddTransceiver((MediaKind)7));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => a.AddTransceiver(MediaKind.Audio, new RtpTransceiverInit { Direction = RtpTransceiverDirection.Stopped }));
        Assert.Throws<ArgumentException>(() => a.AddTransceiver(MediaKind.Audio, new RtpTransceiverInit { StreamIds = [""] }));
        Assert.Throws<ArgumentException>(() => a.AddTransceiver(MediaKind.Audio, new RtpTransceiverInit { StreamIds = ["a b"] }));
        var audio = a.AddTransceiver(MediaKind.Audio);
        Assert.Throws<ArgumentOutOfRangeException>(() => audio.Direction = RtpTransceiverDirection.Stopped);
        Assert.Throws<ArgumentException>(() => a.AddTrack(audio.Receiver.Track)); // a remote one
        await Assert.ThrowsAsync<ArgumentException>(() => audio.Sender.ReplaceTrackAsync(audio.Receiver.Track));
        using var video = new VideoSource();
        using var picture = video.CreateTrack();
        await Assert.ThrowsAsync<ArgumentException>(() => audio.Sender.ReplaceTrackAsync(picture));
        b.Close();
        Assert.Throws<InvalidOperationException>(() => b.AddTransceiver(MediaKind.Audio));
    }

    [Fact]
    public async Task ReplaceTrack_AnotherAndNone_IsTheTrack()
    {
        var connection = Own(new PeerConnection(MediaPair.Options));
        using var source = new AudioSource();
        using var first = source.CreateTrack();
        using var second = source.CreateTrack();
        var sender = connection.AddTrack(first);

        await sender.ReplaceTrackAsync(second);
        Assert.Same(second, sender.Track);
        await sender.ReplaceTrackAsync(null);
        Assert.Null(sender.Track);
        connection.Close();

        await Assert.ThrowsAsync<InvalidOperationException>(() => sender.ReplaceTrackAsync(first));
    }

    [Fact]
    public void Close_TransceiversAndTracks_HaveEnded()
    {
        var pair = Own(MediaPair.New());
        var a = pair.A.AddTransceiver(MediaKind.Audio);
        pair.Negotiate();

        pair.A.Close();

        Assert.Equal(RtpTransceiverDirection.Stopped, a.Direction);
        Assert.Equal(MediaStreamTrackState.Ended, a.Receiver.Track.ReadyState);
        Assert.Throws<InvalidOperationException>(() => a.Sender.GetParameters());
        Assert.Throws<InvalidOperationException>(a.Stop);
        pair.A.Dispose();
        Assert.Throws<ObjectDisposedException>(() => a.Receiver.GetParameters());
    }

    private static ConcurrentQueue<TrackReceivedEventArgs> Listen(PeerConnection connection)
    {
        var received = new ConcurrentQueue<TrackReceivedEventArgs>();
        connection.TrackReceived += (_, track) => received.Enqueue(track);
        return received;
    }
}
