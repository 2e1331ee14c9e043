using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>Reads the encoded frames of a remote track, whole and in order. <see cref="VideoTrack.OpenEncodedReader"/> makes one.</summary>
/// <remarks>Members may be called from any thread; none waits for an engine thread, and reading allocates nothing. At most 4 MiB wait:
/// then frames up to the next key frame are dropped, which is requested if none waits, and is marked
/// <see cref="EncodedVideoFrameInfo.IsDiscontinuity"/>.</remarks>
public sealed class EncodedVideoReader : IFrameReader<EncodedVideoFrame>, IDisposable
{
    private readonly NativeEncodedReader _native;
    private readonly Action<NativeQueue, long> _askForFrame;
    private readonly WaitingCall _call = new();

    internal EncodedVideoReader(NativeTrack track, EncodedVideoReaderOptions options)
    {
        _native = new NativeEncodedReader(track, options.Decode);
        _askForFrame = _native.NotifyReadable;
    }

    /// <summary>Number of frames that can be read now.</summary>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public int Available => (int)_native.GetStatus().available;

    /// <summary>Number of frames that were dropped because nobody read them.</summary>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public long Dropped => _native.GetStatus().dropped;

    /// <summary>Number of frames that were read so far.</summary>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public long Delivered => _native.GetStatus().delivered;

    /// <summary>Whether the track has ended: once everything is read, nothing more comes.</summary>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public bool HasEnded => _native.GetStatus().ended != 0;

    /// <summary>Lends the oldest frame that waits. Never waits.</summary>
    /// <param name="frame">The frame, to be disposed soon.</param>
    /// <returns>False if no frame waits.</returns>
    /// <exception cref="InvalidOperationException">16 frames of the reader are not disposed.</exception>
    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    public bool TryRead(out EncodedVideoFrame frame)
    {
        var bytes = _native.Read();
        frame = bytes == null ? default : new EncodedVideoFrame(bytes);
        return bytes != null;
    }

    /// <summary>Lends the oldest frame; waits until there is one.</summary>
    /// <param name="cancellationToken">Ends the wait. No frame is lost by it.</param>
    /// <returns>The frame, to be disposed soon; null when the track has ended and everything was read.</returns>
    /// <exception cref="InvalidOperationException">Another call waits already, or 16 frames of the reader are not disposed.</exception>
    /// <exception cref="ObjectDisposedException">The reader is disposed, perhaps since the call.</exception>
    public ValueTask<EncodedVideoFrame?> ReadAsync(CancellationToken cancellationToken = default) =>
        _call.ReadAsync(this, _askForFrame, cancellationToken);

    /// <summary>Lends frame after frame, until the track has ended. The caller disposes each.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">Another call waits already, or 16 frames of the reader are not disposed.</exception>
    /// <exception cref="ObjectDisposedException">The reader is disposed, perhaps meanwhile.</exception>
    public async IAsyncEnumerable<EncodedVideoFrame> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
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
