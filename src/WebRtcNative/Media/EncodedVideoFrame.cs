using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>An encoded frame that an <see cref="EncodedVideoReader"/> has lent: the engine's own memory, which is not copied. Dispose it soon; a
/// reader lends 16 at a time.</summary>
/// <remarks>A value that refers to the lent memory: its copies are the same frame. It outlives reader, track and connection.
/// <see cref="Data"/> must not be used after it was disposed.</remarks>
public readonly record struct EncodedVideoFrame : IDisposable
{
    private readonly LentBytes? _bytes;
    private readonly int _version;

    internal EncodedVideoFrame(LentBytes bytes) => (_bytes, _version) = (bytes, bytes.Version);

    /// <summary>Size in pixels, times and kind of the frame.</summary>
    /// <exception cref="ObjectDisposedException">The frame is disposed.</exception>
    public EncodedVideoFrameInfo Info => Bytes.GetInfo(_version);

    /// <summary>The whole frame, as <see cref="EncodedVideoSource.TrySend"/> takes it.</summary>
    /// <exception cref="ObjectDisposedException">The frame is disposed.</exception>
    public ReadOnlySpan<byte> Data => Bytes.GetData(_version);

    private LentBytes Bytes => _bytes ?? throw new ObjectDisposedException(nameof(EncodedVideoFrame));

    /// <summary>Gives the memory back. May be repeated.</summary>
    public void Dispose() => _bytes?.Release(_version);

    /// <summary>The name of the type. A frame has no text.</summary>
    public override string ToString() => nameof(EncodedVideoFrame);
}
