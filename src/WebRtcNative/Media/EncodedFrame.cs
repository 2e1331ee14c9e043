using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>An encoded frame that an <see cref="RtpTransform"/> has lent: RTCEncodedVideoFrame or RTCEncodedAudioFrame (WebRTC Encoded Transform,
/// section 6). It is passed on by <see cref="RtpTransform.Write(EncodedFrame)"/>, or dropped by <see cref="Dispose"/>.</summary>
/// <remarks>A value that refers to the lent memory: its copies are the same frame. Spans of it must not be used after it was written or
/// disposed.</remarks>
public readonly record struct EncodedFrame : IDisposable
{
    private readonly NativeEncodedFrame? _frame;
    private readonly int _version;

    internal EncodedFrame(NativeEncodedFrame frame) => (_frame, _version) = (frame, frame.Version);

    /// <summary>data: the encoded bytes, which may be changed in place.</summary>
    /// <exception cref="ObjectDisposedException">The frame was written or disposed.</exception>
    public Span<byte> Data => Native.GetData(_version);

    /// <summary>Whether the frame is sound or a picture.</summary>
    /// <exception cref="ObjectDisposedException">The frame was written or disposed.</exception>
    public MediaKind Kind => (MediaKind)Native.GetInfo(_version).kind;

    /// <summary>Whether a decoder needs no other frame before it. False for sound.</summary>
    /// <exception cref="ObjectDisposedException">The frame was written or disposed.</exception>
    public bool IsKeyFrame => Native.GetInfo(_version).is_key_frame != 0;

    /// <summary>rtpTimestamp: the frame's time in its RTP packets, at 90 kHz for pictures, at the codec's clock rate for sound.</summary>
    /// <exception cref="ObjectDisposedException">The frame was written or disposed.</exception>
    public uint RtpTimestamp => Native.GetInfo(_version).rtp_timestamp;

    /// <summary>synchronizationSource: the number of the RTP stream in its packets.</summary>
    /// <exception cref="ObjectDisposedException">The frame was written or disposed.</exception>
    public uint Ssrc => Native.GetInfo(_version).ssrc;

    /// <summary>payloadType: the codec, by its number in the descriptions, 0 to 127.</summary>
    /// <exception cref="ObjectDisposedException">The frame was written or disposed.</exception>
    public int PayloadType => Native.GetInfo(_version).payload_type;

    /// <summary>Width in pixels; 0 for sound, and where the engine does not tell: for most frames that are no key frames.</summary>
    /// <exception cref="ObjectDisposedException">The frame was written or disposed.</exception>
    public int Width => Native.GetInfo(_version).width;

    /// <summary>Height in pixels; 0 for sound, and where the engine does not tell: for most frames that are no key frames.</summary>
    /// <exception cref="ObjectDisposedException">The frame was written or disposed.</exception>
    public int Height => Native.GetInfo(_version).height;

    private NativeEncodedFrame Native => _frame ?? throw new ObjectDisposedException(nameof(EncodedFrame));

    /// <summary>Drops the frame, unless it was written. May be repeated.</summary>
    public void Dispose() => _frame?.Release(_version);

    /// <summary>The name of the type. A frame has no text.</summary>
    public override string ToString() => nameof(EncodedFrame);

    internal void Write(EncodedFramePool to) => Of(to).Write(_version);

    internal void Write(EncodedFramePool to, ReadOnlySpan<byte> data) => Of(to).Write(_version, data);

    private NativeEncodedFrame Of(EncodedFramePool pool) =>
        Native.Pool == pool ? Native : throw new ArgumentException("The frame is of another transform.");
}
