using WebRtcNative;

namespace OurPair;

/// <summary>A sender of encoded frames, and a server that reads them and sends them again.</summary>
internal sealed class ForwardingServer : IDisposable
{
    private readonly EncodedVideoSource _source = new(VideoCodec.Vp8);
    private readonly EncodedVideoSource _forwarded = new(VideoCodec.Vp8);
    private readonly VideoTrack _sent;
    private EncodedPassage? _sender;
    private Camera? _camera;

    private ForwardingServer()
    {
        _sent = _source.CreateTrack();
        Track = _forwarded.CreateTrack();
    }

    /// <summary>What viewers get.</summary>
    public VideoTrack Track { get; }

    public static async Task<ForwardingServer> OpenAsync(int framerate, int bytes)
    {
        var server = new ForwardingServer();
        var sender = await EncodedPassage.OpenAsync(server._sent, frame => server._forwarded.TrySend(frame.Data, frame.Info));
        server._forwarded.KeyFrameRequested += (_, _) => sender.Receiver.RequestKeyFrameAsync();
        server._sender = sender;
        var frame = EncodedPassage.CreateFrame(bytes);
        server._camera = new Camera(framerate, () => EncodedPassage.SendNext(server._source, frame));
        return server;
    }

    public void Dispose()
    {
        _camera?.Dispose();
        _sender?.Dispose();
        Track.Dispose();
        _forwarded.Dispose();
        _sent.Dispose();
        _source.Dispose();
    }
}
