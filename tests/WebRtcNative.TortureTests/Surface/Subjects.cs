using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.TortureTests.Surface;

/// <summary>Living objects of every public class that holds something native, by the class's name.</summary>
internal static class Subjects
{
    public static IReadOnlyList<Type> Types { get; } =
    [
        typeof(EventQueue), typeof(PeerConnectionFactory), typeof(PeerConnection), typeof(DataChannel), typeof(Negotiator),
        typeof(WebRtcPeerConnection), typeof(WebRtcDataChannel), typeof(WebRtcMultiplayerPeer),
        typeof(AudioSource), typeof(AudioReader), typeof(AudioMix), typeof(VideoSource), typeof(VideoReader), typeof(AudioTrack),
        typeof(VideoTrack), typeof(MediaStreamTrack), typeof(EncodedVideoSource), typeof(EncodedVideoReader), typeof(RtpTransform),
    ];

    /// <summary>One of <paramref name="type"/>; those of the core are connected, as far as that is possible.</summary>
    /// <param name="type">One of <see cref="Types"/>.</param>
    /// <param name="own">Collects objects to dispose at the end.</param>
    public static object Make(Type type, Action<IDisposable> own)
    {
        if (type == typeof(EventQueue))
            return MakeQueue(own);
        if (type == typeof(PeerConnectionFactory))
            return MakeFactory(own);
        if (type == typeof(PeerConnection))
            return MakePair(own).Pair.A;
        if (type == typeof(DataChannel))
            return MakePair(own).Channel;
        if (type == typeof(Negotiator))
            return MakeNegotiator(own);
        if (type == typeof(WebRtcMultiplayerPeer))
            return MakeMultiplayerPeer(own);
        if (type.Namespace == typeof(PeerConnection).Namespace)
            return MakeMedia(type, own);
        var connection = new WebRtcPeerConnection();
        own(connection);
        var channel = connection.CreateDataChannel("channel")!;
        return type == typeof(WebRtcPeerConnection) ? connection : channel;
    }

    private static EventQueue MakeQueue(Action<IDisposable> own)
    {
        var queue = new EventQueue();
        own(queue);
        var pair = new CorePair(queue);
        own(pair);
        pair.Open();
        return queue;
    }

    private static PeerConnectionFactory MakeFactory(Action<IDisposable> own)
    {
        var factory = new PeerConnectionFactory();
        own(factory);
        own(factory.CreatePeerConnection());
        return factory;
    }

    private static Negotiator MakeNegotiator(Action<IDisposable> own)
    {
        var connection = new PeerConnection();
        own(connection);
        var negotiator = new Negotiator(connection, polite: true, _ => { });
        own(negotiator);
        return negotiator;
    }

    private static WebRtcMultiplayerPeer MakeMultiplayerPeer(Action<IDisposable> own)
    {
        var peer = new WebRtcMultiplayerPeer();
        own(peer);
        var connection = new WebRtcPeerConnection();
        own(connection);
        peer.CreateServer();
        peer.AddPeer(connection, 2);
        return peer;
    }

    private static IDisposable MakeMedia(Type type, Action<IDisposable> own)
    {
        var audio = new AudioSource();
        own(audio);
        var video = new VideoSource();
        own(video);
        var connection = new PeerConnection(new PeerConnectionOptions { Media = true });
        own(connection);
        var remote = connection.AddTransceiver(MediaKind.Audio).Receiver.Track;
        IDisposable made = type.Name switch
        {
            nameof(AudioSource) => audio,
            nameof(VideoSource) => video,
            nameof(AudioMix) => MakeMix((AudioTrack)remote),
            nameof(AudioReader) => ((AudioTrack)remote).OpenReader(),
            nameof(VideoReader) => ((VideoTrack)connection.AddTransceiver(MediaKind.Video).Receiver.Track).OpenReader(),
            nameof(EncodedVideoSource) => new EncodedVideoSource(VideoCodec.Vp8),
            nameof(EncodedVideoReader) => ((VideoTrack)connection.AddTransceiver(MediaKind.Video).Receiver.Track).OpenEncodedReader(),
            nameof(AudioTrack) => audio.CreateTrack(),
            nameof(VideoTrack) => video.CreateTrack(),
            nameof(MediaStreamTrack) => remote,
            nameof(RtpTransform) => new RtpTransform((_, stop) => Task.Delay(Timeout.Infinite, stop)),
            _ => throw new ArgumentException($"A class that is new to the tests: {type.Name}.", nameof(type)),
        };
        own(made);
        return made;
    }

    private static AudioMix MakeMix(AudioTrack track)
    {
        var mix = new AudioMix();
        mix.Add(track);
        return mix;
    }

    private static (CorePair Pair, DataChannel Channel) MakePair(Action<IDisposable> own)
    {
        var pair = new CorePair();
        own(pair);
        var (channel, other) = pair.Open();
        other.TrySend(new byte[10]);
        pair.Until(() => channel.AvailableMessageCount == 1, "a message");
        return (pair, channel);
    }
}
