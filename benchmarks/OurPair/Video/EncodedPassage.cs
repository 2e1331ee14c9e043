using System.Buffers.Binary;
using System.Diagnostics;
using WebRtcNative;

namespace OurPair;

/// <summary>A connection from a source of encoded frames to a reader. Its frames look like VP8 to everything but a decoder, and carry the time at
/// which they were sent.</summary>
internal sealed class EncodedPassage : IDisposable
{
    private const int Bitrate = 8_000_000; // never the limit
    private const int TimeAt = 16;

    private readonly MediaConnection _connection;
    private readonly EncodedVideoReader _reader;
    private readonly Task _reading;

    private EncodedPassage(MediaConnection connection, Action<EncodedVideoFrame>? onFrame)
    {
        _connection = connection;
        _reader = connection.SeenByB.OpenEncodedReader();
        _reading = ReadAsync(_reader, onFrame);
    }

    public Timeline Timeline { get; } = new();

    public RtpReceiver Receiver => _connection.B.Receivers[0];

    public static async Task<EncodedPassage> OpenAsync(VideoTrack track, Action<EncodedVideoFrame>? onFrame = null)
    {
        var connection = new MediaConnection();
        await MediaConnection.AddAsync(connection.A, track, Bitrate);
        await connection.ConnectAsync();
        return new EncodedPassage(connection, onFrame);
    }

    public static byte[] CreateFrame(int length)
    {
        ReadOnlySpan<byte> key =
        [
            0x10, 0, 0, 0x9d, 0x01, 0x2a, Pictures.Width & 255, Pictures.Width >> 8, Pictures.Height & 255, Pictures.Height >> 8,
        ];
        var frame = new byte[length];
        frame.AsSpan().Fill(0x55);
        key.CopyTo(frame);
        return frame;
    }

    /// <summary>Sends the frame with the time of now, as the key frame that the source wants or as a delta frame.</summary>
    public static EncodedVideoSendResult SendNext(EncodedVideoSource source, byte[] frame)
    {
        frame[0] = (byte)(source.IsKeyFrameRequested ? 0x10 : 0x11);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(TimeAt), Stopwatch.GetTimestamp());
        return source.TrySend(frame);
    }

    /// <summary>What the engine says about the frames.</summary>
    public (OutboundRtpStats Sent, InboundRtpStats Received) GetStats() => (
        _connection.A.GetStatsAsync().Result.OfType<OutboundRtpStats>().Single(),
        _connection.B.GetStatsAsync().Result.OfType<InboundRtpStats>().Single());

    public void Dispose()
    {
        _connection.Dispose();
        _reading.Wait();
        _reader.Dispose();
    }

    private async Task ReadAsync(EncodedVideoReader reader, Action<EncodedVideoFrame>? onFrame)
    {
        await foreach (var frame in reader.ReadAllAsync())
        {
            using (frame)
            {
                Timeline.SeenSince(BinaryPrimitives.ReadInt64LittleEndian(frame.Data[TimeAt..]));
                onFrame?.Invoke(frame);
            }
        }
    }
}
