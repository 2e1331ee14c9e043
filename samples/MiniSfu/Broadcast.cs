using System.Collections.Concurrent;
using WebRtcNative;

namespace MiniSfu;

/// <summary>One sender's pictures for any number of viewers.</summary>
internal sealed class Broadcast : IDisposable
{
    private readonly PeerConnectionFactory _factory;
    private readonly EncodedVideoSource _pictures; // a frame is copied once for all viewers
    private readonly VideoTrack _track;
    private readonly ConcurrentDictionary<PeerConnection, RtpSender> _viewers = new();
    private RtpReceiver? _camera; // of the page that sends
    private PeerConnection? _sender;
    private long _frames;

    public Broadcast(PeerConnectionFactory factory)
    {
        _factory = factory;
        _pictures = new EncodedVideoSource(VideoCodec.Vp8, null, factory); // each browser has VP8
        _track = _pictures.CreateTrack();
        _pictures.KeyFrameRequested += (_, _) => _ = AskForKeyFrameAsync();
    }

    /// <summary>The page's camera takes the place of the one before.</summary>
    public async Task<SessionDescription> AcceptSenderAsync(SessionDescription offer, CancellationToken gone)
    {
        var connection = Open(_ => { });
        try
        {
            await connection.SetRemoteDescriptionAsync(offer, gone);
            var transceiver = FindPictures(connection);
            transceiver.SetCodecPreferences(
                [.. RtpReceiver.GetCapabilities(MediaKind.Video).Codecs.Where(codec => codec.MimeType is "video/VP8" or "video/rtx")]);
            await connection.SetLocalDescriptionAsync(gone);
            var answer = await connection.WaitForGatheringAsync(gone);
            _camera = transceiver.Receiver;
            Interlocked.Exchange(ref _sender, connection)?.Dispose();
            _ = ForwardAsync(connection, ((VideoTrack)_camera.Track).OpenEncodedReader());
            return answer;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public async Task<SessionDescription> AcceptViewerAsync(SessionDescription offer, CancellationToken gone)
    {
        var connection = Open(viewer => _viewers.TryRemove(viewer, out _));
        try
        {
            await connection.SetRemoteDescriptionAsync(offer, gone);
            FindPictures(connection);
            var sender = connection.AddTrack(_track); // joins the section that the page offered
            await connection.SetLocalDescriptionAsync(gone);
            if (sender.GetParameters().Codecs.All(codec => codec.MimeType != "video/VP8"))
                throw new WebRtcException("The page cannot show VP8.", RtcErrorType.InvalidParameter);
            var answer = await connection.WaitForGatheringAsync(gone);
            _viewers[connection] = sender;
            return answer;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>What the engine says about the pictures: a decoder sums up their quantizers, and an encoder has a name.</summary>
    public async Task<Status> GetStatusAsync()
    {
        try
        {
            var inbound = _camera == null ? null : (await _camera.GetStatsAsync()).OfType<InboundRtpStats>().FirstOrDefault();
            var encoders = new List<string?>();
            foreach (var viewer in _viewers.Values)
                encoders.AddRange((await viewer.GetStatsAsync()).OfType<OutboundRtpStats>().Select(stats => stats.EncoderImplementation));
            return new Status(_viewers.Count, Interlocked.Read(ref _frames), inbound?.QpSum > 0, encoders.Distinct());
        }
        catch (InvalidOperationException) // a page has just gone
        {
            return new Status(_viewers.Count, Interlocked.Read(ref _frames), false, []);
        }
    }

    public void Dispose()
    {
        _track.Dispose();
        _pictures.Dispose();
    }

    private static RtpTransceiver FindPictures(PeerConnection connection) =>
        connection.Transceivers.FirstOrDefault(transceiver => transceiver.Receiver.Track is VideoTrack)
            ?? throw new WebRtcException("The offer has no pictures.", RtcErrorType.InvalidParameter);

    private PeerConnection Open(Action<PeerConnection> onGone)
    {
        var connection = _factory.CreatePeerConnection();
        connection.ConnectionStateChanged += (_, state) =>
        {
            if (state is not (PeerConnectionState.Failed or PeerConnectionState.Closed))
                return;
            onGone(connection);
            connection.Dispose();
        };
        return connection;
    }

    // Ends with the sender's connection.
    private async Task ForwardAsync(PeerConnection sender, EncodedVideoReader reader)
    {
        using var readerEnd = reader;
        using var senderEnd = sender;
        try
        {
            await foreach (var frame in reader.ReadAllAsync())
            {
                using (frame)
                {
                    if (_sender != sender)
                        return; // another page sends now, and its pictures need other key frames
                    _pictures.TrySend(frame.Data, frame.Info);
                    Interlocked.Increment(ref _frames);
                }
            }
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException) // no frame of VP8, or the server stops
        {
            Console.WriteLine($"The sender has gone: {e.Message}");
        }
    }

    private async Task AskForKeyFrameAsync()
    {
        try
        {
            await (_camera?.RequestKeyFrameAsync() ?? Task.CompletedTask);
        }
        catch (InvalidOperationException)
        {
            // The sender has gone. The next one begins with a key frame.
        }
    }

    internal sealed record Status(int Viewers, long Frames, bool IsDecoded, IEnumerable<string?> Encoders);
}
