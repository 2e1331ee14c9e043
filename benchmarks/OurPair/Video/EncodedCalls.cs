using WebRtcNative;

namespace OurPair;

/// <summary>Frames that are encoded already: one way, and through a server that forwards them to viewers. All ends are in this
/// process.</summary>
internal static class EncodedCalls
{
    private const int Forwarded = 4_166; // bytes of a frame: 1 Mbit/s

    public static async Task RunAsync(int bytes, TimeSpan time, EncodedVideoSourceOptions? options = null)
    {
        using var source = new EncodedVideoSource(VideoCodec.Vp8, options);
        using var track = source.CreateTrack();
        using var passage = await EncodedPassage.OpenAsync(track);
        var frame = EncodedPassage.CreateFrame(bytes);
        using var camera = new Camera(MediaConnection.Framerate, () => EncodedPassage.SendNext(source, frame));
        await VideoFigures.MeasureAsync("encoded", bytes, time, [passage.Timeline], add: figures => AddWaits(figures, passage));
    }

    public static async Task ForwardAsync(int viewers, TimeSpan time)
    {
        using var server = await ForwardingServer.OpenAsync(MediaConnection.Framerate, Forwarded);
        var passages = new List<EncodedPassage>();
        while (passages.Count < viewers)
        {
            passages.Add(await EncodedPassage.OpenAsync(server.Track));
            await VideoFigures.FirstAsync(passages[^1].Timeline);
        }
        await VideoFigures.MeasureAsync("forward", Forwarded, time, passages.ConvertAll(passage => passage.Timeline));
        passages.ForEach(passage => passage.Dispose());
    }

    // Where the engine holds frames: on average, since the connection's begin.
    private static void AddWaits(Figures figures, EncodedPassage passage)
    {
        var (sent, received) = passage.GetStats();
        figures["pacer_ms"] = sent.TotalPacketSendDelay!.Value.TotalMilliseconds / sent.PacketsSent!.Value;
        figures["jitter_buffer_ms"] = received.JitterBufferDelay!.Value.TotalMilliseconds / received.JitterBufferEmittedCount!.Value;
    }
}
