using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>Reads the pictures of a track. <see cref="VideoTrack.OpenReader"/> makes one.</summary>
/// <remarks>Members may be called from any thread; none waits for an engine thread, and reading allocates nothing.</remarks>
public sealed class VideoReader : IFrameReader<VideoFrame>, IDisposable
{
    private readonly NativeVideoReader _native;
    private readonly Action<NativeQueue, long> _askForFrame;
    private readonly WaitingCall _call = new();

    internal VideoReader(NativeTrack track, VideoReaderOptions options)
    {
        _native = new NativeVideoReader(track, options);
        _askForFrame = _native.NotifyReadable;
    }

    /// <summary>Number of frames that can be read now.</summary>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public int Available => _native.GetStatus().Available;

    /// <summary>Number of frames that newer ones replaced before they were read.</summary>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public long Dropped => _native.GetStatus().Dropped;

    /// <summary>Number of frames that were read so far.</summary>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public long Delivered => _native.GetStatus().Delivered;

    /// <summary>Whether the track has ended: once everything is read, nothing more comes.</summary>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public bool HasEnded => _native.GetStatus().IsEnded;

    /// <summary>Lends the oldest frame that waits. Never waits.</summary>
    /// <param name="frame">The frame, to be disposed soon.</param>
    /// <returns>False if no frame waits.</returns>
    /// <exception cref="InvalidOperationException">16 frames of the reader are not disposed.</exception>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public bool TryRead(out VideoFrame frame)
    {
        var picture = _native.Read();
        frame = picture == null ? default : new VideoFrame(picture);
        return picture != null;
    }

    /// <summary>Copies the newest frame, such as into a texture's memory, and drops the older ones. Never waits, and lends nothing.</summary>
    /// <param name="destination">Room for a frame: see <see cref="VideoFrame.GetByteCount"/>.</param>
    /// <param name="format">Layout in the destination. Another one than the decoder's is converted on the calling thread.</param>
    /// <param name="info">Size and times of the frame. If the destination is too small, the frame stays, and this has its size. If no frame waits,
    /// the size is 0.</param>
    /// <param name="stride">Bytes from one row of the first plane to the next; 0: no gaps.</param>
    /// <returns>Whether a frame is in the destination.</returns>
    /// <exception cref="ArgumentException">The stride is less than a row, or the format has no name; the frame stays.</exception>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public bool TryCopyLatest(Span<byte> destination, VideoPixelFormat format, out VideoFrameInfo info, int stride = 0)
    {
        VideoSource.CheckFormat(format);
        return _native.TryCopyLatest(destination, format, stride, out info);
    }

    /// <summary>Lends the oldest frame; waits until there is one.</summary>
    /// <param name="cancellationToken">Ends the wait. No frame is lost by it.</param>
    /// <returns>The frame, to be disposed soon; null when the track has ended and everything was read.</returns>
    /// <exception cref="InvalidOperationException">Another call waits already, or 16 frames of the reader are not disposed.</exception>
    /// <exception cref="ObjectDisposedException">The reader is disposed, perhaps since the call.</exception>
    public ValueTask<VideoFrame?> ReadAsync(CancellationToken cancellationToken = default) =>
        _call.ReadAsync(this, _askForFrame, cancellationToken);

    /// <summary>Lends frame after frame, until the track has ended. The caller disposes each.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">Another call waits already, or 16 frames of the reader are not disposed.</exception>
    /// <exception cref="ObjectDisposedException">The reader is disposed, perhaps meanwhile.</exception>
    public async IAsyncEnumerable<VideoFrame> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } frame)
            yield return frame;
    }

    /// <summary>Drops the frames that wait. Lent frames stay valid. Returns at once; may be repeated.</summary>
    public void Dispose()
    {
        _native.Dispose();
        _call.Dispose();
    }
}
