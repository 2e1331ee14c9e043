using System.Collections.Concurrent;
using WebRtcNative.Interop;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Media;

/// <summary>Another thread negotiates a transceiver before the call that adds it has returned.</summary>
public sealed class EarlyEventTests : NativeTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Events_BeforeTheNativeObject_RaisedInOrderAfterIt(bool polled)
    {
        var queue = polled ? Own(new EventQueue()) : EventQueue.Shared;
        var pair = Own(MediaPair.New(polled ? queue : null));
        var seen = new ConcurrentQueue<string>();
        pair.A.TrackReceived += (_, e) => seen.Enqueue($"{e.Transceiver.Mid}:{e.StreamIds[0]}:{e.Receiver.Track.Kind}");
        var made = new RtpTransceiver(pair.A, queue, -1, MediaKind.Audio, RtpTransceiverDirection.SendRecv);

        Handle(made, new TransceiverChangedEvent("first", 0, 0, false, 0));
        Handle(made, new TrackEvent(["one"]));
        Handle(made, new TransceiverChangedEvent("second", 0, 0, false, 0));
        Assert.Null(made.Mid);
        made.Attach(pair.A.AddTransceiver(MediaKind.Audio).Usable);
        made.RaiseEarlyEvents();
        pair.Until(() => made.Mid == "second", "the events");
        Handle(made, new TrackEvent(["two"]));

        Assert.Equal(["first:one:Audio", "second:two:Audio"], seen);
        made.CloseWithConnection();
    }

    [Fact]
    public void Events_HandlerThrows_OthersAreRaised()
    {
        var queue = Own(new EventQueue());
        var pair = Own(MediaPair.New(queue));
        pair.A.TrackReceived += (_, _) => throw new InvalidDataException("of the handler");
        var made = new RtpTransceiver(pair.A, queue, -1, MediaKind.Audio, RtpTransceiverDirection.SendRecv);
        Handle(made, new TrackEvent(["one"]));
        Handle(made, new TransceiverChangedEvent("mid", 0, 0, false, 0));
        made.Attach(pair.A.AddTransceiver(MediaKind.Audio).Usable);
        made.RaiseEarlyEvents();

        Assert.Throws<InvalidDataException>(() => pair.Until(() => made.Mid != null, "the handler's exception"));
        pair.Until(() => made.Mid == "mid", "the event behind it");
        made.CloseWithConnection();
    }

    [Fact]
    public async Task AddTrack_OfferIsSetMeanwhile_TrackReceivedHasItsReceiver()
    {
        using var source = new AudioSource();
        for (var i = 0; i < 40; i++)
        {
            using var pair = MediaPair.New();
            using var track = source.CreateTrack();
            var tracks = new ConcurrentQueue<MediaStreamTrack?>();
            pair.B.TrackReceived += (_, e) => tracks.Enqueue(e.Transceiver.Receiver?.Track);
            pair.A.AddTransceiver(MediaKind.Audio);
            var offer = await pair.A.CreateOfferAsync().WaitAsync(Wait.Deadline);

            var adding = Task.Run(() => pair.B.AddTrack(track));
            await pair.B.SetRemoteDescriptionAsync(offer).WaitAsync(Wait.Deadline);
            var sender = await adding.WaitAsync(Wait.Deadline);

            Wait.Until(() => !tracks.IsEmpty, "the track");
            Assert.All(tracks, Assert.NotNull);
            Assert.Contains(sender, pair.B.Senders);
        }
    }

    private static void Handle(RtpTransceiver transceiver, EventBody body) => ((IEventTarget)transceiver).Handle(body);
}
