using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>A source of pictures that are encoded already, by a file, a camera, a hardware encoder or another peer. They are sent as they
/// are.</summary>
/// <remarks>Members may be called from any thread; none waits for an engine thread, and sending allocates nothing. Any number of connections may send the
/// source's tracks; a frame is copied once for all of them.</remarks>
public sealed class EncodedVideoSource : IDisposable
{
    private readonly Lock _lock = new();
    private EventHandler? _keyFrameRequested;
    private EventHandler<EncodedVideoTarget>? _targetChanged;
    private EncodedWantsWatch? _watch; // null until someone listens
    private int _disposed;

    /// <summary>A new source, on the engine's threads that connections without a factory share.</summary>
    /// <param name="codec">The codec of its frames.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The codec has no name, the engine cannot send it, or an option has no valid value.</exception>
    /// <exception cref="WebRtcException">With <see cref="RtcErrorType.ResourceExhausted"/>: the process may not have the threads or
    /// descriptors that a first connection needs.</exception>
    public EncodedVideoSource(VideoCodec codec, EncodedVideoSourceOptions? options = null)
        : this(codec, options, null, StartUp.Check())
    {
    }

    /// <summary>A new source on the threads of a factory. Its tracks can be sent by connections of any factory.</summary>
    /// <param name="codec">The codec of its frames.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="factory">The factory.</param>
    /// <exception cref="ArgumentNullException"><paramref name="factory"/> is null.</exception>
    /// <exception cref="ArgumentException">The codec has no name, the engine cannot send it, or an option has no valid value.</exception>
    /// <exception cref="WebRtcException">With <see cref="RtcErrorType.ResourceExhausted"/>: the process may not have the threads or
    /// descriptors that a first connection needs.</exception>
    /// <exception cref="ObjectDisposedException">The factory is disposed.</exception>
    public EncodedVideoSource(VideoCodec codec, EncodedVideoSourceOptions? options, PeerConnectionFactory factory)
        : this(codec, options, factory ?? throw new ArgumentNullException(nameof(factory)), StartUp.Check())
    {
    }

    // Not inlined: the JIT would load assemblies before the check. See StartUp.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private EncodedVideoSource(VideoCodec codec, EncodedVideoSourceOptions? options, PeerConnectionFactory? factory, bool _)
    {
        if (codec is < VideoCodec.Vp8 or > VideoCodec.H264)
            throw new ArgumentOutOfRangeException(nameof(codec), codec, "Unknown codec.");
        Codec = codec;
        options?.Validate();
        var delay = (int?)options?.PlayoutDelay?.TotalMilliseconds ?? -1;
        Native = new NativeEncodedSource((factory ?? PeerConnectionFactory.Default).NextRuntime(), codec, delay);
        StartUp.Succeed();
    }

    /// <summary>Ends the events of a source that was not disposed.</summary>
    ~EncodedVideoSource() => _watch?.Dispose();

    /// <summary>A connection needs a key frame: a receiver asked for one, a connection begins, or frames were lost or rejected. Raised on the thread
    /// pool; raised again until a key frame is sent, by the frames that are sent meanwhile, at most every 300 ms. A handler that is added after
    /// a request is told of it.</summary>
    /// <exception cref="ObjectDisposedException">Listening begins, and the source is disposed.</exception>
    public event EventHandler? KeyFrameRequested
    {
        add => Listen(() => _keyFrameRequested += value);
        remove
        {
            lock (_lock)
                _keyFrameRequested -= value;
        }
    }

    /// <summary><see cref="Target"/> has changed. Raised on the thread pool, one after the other; changes in quick succession are raised as
    /// one.</summary>
    /// <exception cref="ObjectDisposedException">Listening begins, and the source is disposed.</exception>
    public event EventHandler<EncodedVideoTarget>? TargetChanged
    {
        add => Listen(() => _targetChanged += value);
        remove
        {
            lock (_lock)
                _targetChanged -= value;
        }
    }

    /// <summary>The codec of the frames.</summary>
    public VideoCodec Codec { get; }

    /// <summary>What the connections want now: an encoder should follow it.</summary>
    /// <exception cref="ObjectDisposedException">The source is disposed.</exception>
    public EncodedVideoTarget Target => EncodedWantsWatch.Target(Native.GetWants());

    /// <summary>Whether a key frame was requested, and none was sent since.</summary>
    /// <exception cref="ObjectDisposedException">The source is disposed.</exception>
    public bool IsKeyFrameRequested => Native.GetWants().NeedsKeyFrame;

    internal NativeEncodedSource Native { get; }

    /// <summary>Makes a track of the source. Each track carries the same frames. A transceiver that is made for it prefers the source's
    /// codec; for another one use <see cref="RtpTransceiver.SetCodecPreferences"/>.</summary>
    /// <param name="id">The track's identifier in descriptions; empty for a random one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is null.</exception>
    /// <exception cref="ArgumentException">The identifier has other characters than RFC 8830 allows, or more than 64 of them.</exception>
    /// <exception cref="ObjectDisposedException">The source is disposed.</exception>
    public VideoTrack CreateTrack(string id = "")
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length > 0)
            SdpToken.CheckId(id, nameof(id));
        return new VideoTrack(Native.CreateTrack(id));
    }

    /// <summary>Sends a frame to all connections that send a track of the source. Copies it once; never waits.</summary>
    /// <param name="frame">All bytes of one picture. VP8 and VP9: a frame. AV1: a temporal unit of OBUs with sizes. H.264: an access unit in
    /// Annex B format, without B frames; SPS and PPS are kept, and put in front of key frames that lack them.</param>
    /// <param name="info">Timestamp, rotation, size (0: as the frame says), and whether frames in front of it were lost. Null time: now.</param>
    /// <exception cref="ArgumentException">The bytes are no frame of the codec, empty, or more than 4 MiB; a key frame came before its parameters; the
    /// size is not known, as before the first key frame; a negative time or an unknown rotation.</exception>
    /// <exception cref="InvalidOperationException">A connection has negotiated other codecs only, for five seconds at least; the message says which. The other
    /// connections have the frame.</exception>
    /// <exception cref="ObjectDisposedException">The source is disposed.</exception>
    public EncodedVideoSendResult TrySend(ReadOnlySpan<byte> frame, in EncodedVideoFrameInfo info = default)
    {
        if (frame.IsEmpty)
            throw new ArgumentException("The frame is empty.", nameof(frame));
        return Native.Send(
            frame,
            info.Width,
            info.Height,
            VideoSource.CheckTime(info.Timestamp),
            VideoSource.CheckRotation(info.Rotation),
            info.IsDiscontinuity);
    }

    /// <summary>Ends the source's tracks: their senders send no more frames. Returns at once; may be repeated.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        Native.Dispose();
        Volatile.Read(ref _watch)?.Dispose();
        GC.SuppressFinalize(this);
    }

    internal void RaiseKeyFrameRequested() => _keyFrameRequested?.Invoke(this, EventArgs.Empty);

    internal void RaiseTargetChanged(EncodedVideoTarget target) => _targetChanged?.Invoke(this, target);

    private void Listen(Action add)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        lock (_lock)
        {
            add();
            _watch ??= new EncodedWantsWatch(this);
        }
        if (Volatile.Read(ref _disposed) != 0) // read afterwards: Dispose may not have seen the watch
            _watch.Dispose();
    }
}
