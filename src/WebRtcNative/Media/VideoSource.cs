using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>A source of pictures for tracks that are sent: the program gives it a picture whenever it has one, and each goes to the encoders at
/// once.</summary>
/// <remarks>No camera is needed. Members may be called from any thread; none waits for an engine thread, and renting and sending allocate nothing.
/// Pictures have an even width and height of 2 to 16,384 pixels, and at most 67,108,864 pixels.</remarks>
public sealed class VideoSource : IDisposable
{
    private readonly Lock _lock = new();
    private EventHandler<VideoSourceWants>? _wantsChanged;
    private VideoWantsWatch? _watch; // null until someone listens
    private int _disposed;

    /// <summary>A new source, on the engine's threads that connections without a factory share.</summary>
    /// <param name="options">Null for pictures of a camera.</param>
    /// <exception cref="WebRtcException">With <see cref="RtcErrorType.ResourceExhausted"/>: the process may not have the threads or
    /// descriptors that a first connection needs.</exception>
    public VideoSource(VideoSourceOptions? options = null)
        : this(options, null, StartUp.Check())
    {
    }

    /// <summary>A new source on the threads of a factory. Its tracks can be sent by connections of any factory.</summary>
    /// <param name="options">Null for pictures of a camera.</param>
    /// <param name="factory">The factory.</param>
    /// <exception cref="ArgumentNullException"><paramref name="factory"/> is null.</exception>
    /// <exception cref="WebRtcException">With <see cref="RtcErrorType.ResourceExhausted"/>: the process may not have the threads or
    /// descriptors that a first connection needs.</exception>
    /// <exception cref="ObjectDisposedException">The factory is disposed.</exception>
    public VideoSource(VideoSourceOptions? options, PeerConnectionFactory factory)
        : this(options, factory ?? throw new ArgumentNullException(nameof(factory)), StartUp.Check())
    {
    }

    // Not inlined: the JIT would load assemblies before the check. See StartUp.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private VideoSource(VideoSourceOptions? options, PeerConnectionFactory? factory, bool _)
    {
        Native = new NativeVideoSource((factory ?? PeerConnectionFactory.Default).NextRuntime(), options?.IsScreencast ?? false);
        StartUp.Succeed();
    }

    /// <summary>Ends the events of a source that was not disposed.</summary>
    ~VideoSource() => _watch?.Dispose();

    /// <summary><see cref="Wants"/> has changed. Raised on the thread pool, one after the other; changes in quick succession are raised as
    /// one.</summary>
    /// <exception cref="ObjectDisposedException">Listening begins, and the source is disposed.</exception>
    public event EventHandler<VideoSourceWants>? WantsChanged
    {
        add
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
            lock (_lock)
            {
                _watch ??= new VideoWantsWatch(this);
                _wantsChanged += value;
            }
            if (Volatile.Read(ref _disposed) != 0) // read afterwards: Dispose may not have seen the watch
                _watch.Dispose();
        }
        remove
        {
            lock (_lock)
                _wantsChanged -= value;
        }
    }

    /// <summary>What encoders and readers want now. A program that draws for each picture may rest while it is not active.</summary>
    /// <exception cref="ObjectDisposedException">The source is disposed.</exception>
    public VideoSourceWants Wants => Native.GetWants();

    internal NativeVideoSource Native { get; }

    /// <summary>Makes a track of the source. Each track carries the same pictures.</summary>
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

    /// <summary>Rents native memory to draw a picture in place. At most 16 buffers of a source are rented at a time.</summary>
    /// <param name="width">Pixels, even.</param>
    /// <param name="height">Pixels, even.</param>
    /// <param name="format">Layout of the memory.</param>
    /// <param name="buffer">The buffer, to be sent or disposed.</param>
    /// <returns>False if nobody wants a picture now: there is nothing to draw.</returns>
    /// <exception cref="ArgumentException">A size or format that a source does not take.</exception>
    /// <exception cref="InvalidOperationException">16 buffers are neither sent nor disposed.</exception>
    /// <exception cref="ObjectDisposedException">The source is disposed.</exception>
    public bool TryRent(int width, int height, VideoPixelFormat format, out VideoBuffer buffer)
    {
        CheckFormat(format);
        var picture = Native.Rent(format, width, height);
        buffer = picture == null ? default : new VideoBuffer(picture);
        return picture != null;
    }

    /// <summary>Copies or converts a picture once, on the calling thread, and sends it. A picture that nobody wants is not converted.</summary>
    /// <param name="pixels">All planes of the picture, one behind the other.</param>
    /// <param name="width">Pixels, even.</param>
    /// <param name="height">Pixels, even.</param>
    /// <param name="format">Layout of the memory.</param>
    /// <param name="stride">Bytes from one row of the first plane to the next; 0: no gaps.</param>
    /// <param name="timestamp">When it was captured, by any clock that only goes forward; null for now.</param>
    /// <param name="rotation">How it must be turned to be upright.</param>
    /// <returns>False if the picture was dropped: nobody wants it now, it is beyond <see cref="VideoSourceWants.MaxFramerate"/>, or another was sent in
    /// the same millisecond.</returns>
    /// <exception cref="ArgumentException">A size or format that a source does not take, too few bytes, a stride below a row, a negative time, or an
    /// unknown rotation.</exception>
    /// <exception cref="ObjectDisposedException">The source is disposed.</exception>
    public bool TrySend(
        ReadOnlySpan<byte> pixels,
        int width,
        int height,
        VideoPixelFormat format,
        int stride = 0,
        TimeSpan? timestamp = null,
        VideoRotation rotation = VideoRotation.None)
    {
        CheckFormat(format);
        return Native.Send(pixels, width, height, format, stride, CheckTime(timestamp), CheckRotation(rotation));
    }

    /// <summary>Ends the source's tracks: their senders and readers get no more pictures. Buffers that are rented stay valid until they are
    /// disposed. Returns at once; may be repeated.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        Native.Dispose();
        Volatile.Read(ref _watch)?.Dispose();
        GC.SuppressFinalize(this);
    }

    internal static void CheckFormat(VideoPixelFormat format)
    {
        if (format is < VideoPixelFormat.I420 or > VideoPixelFormat.Rgba)
            throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown format.");
    }

    /// <summary>Microseconds; -1 for now.</summary>
    internal static long CheckTime(TimeSpan? timestamp) => timestamp switch
    {
        null => -1,
        { Ticks: >= 0 } time => time.Ticks / TimeSpan.TicksPerMicrosecond,
        _ => throw new ArgumentOutOfRangeException(nameof(timestamp), timestamp, "Must not be negative."),
    };

    internal static int CheckRotation(VideoRotation rotation) => rotation
        is VideoRotation.None or VideoRotation.Clockwise90 or VideoRotation.Clockwise180 or VideoRotation.Clockwise270
        ? (int)rotation
        : throw new ArgumentOutOfRangeException(nameof(rotation), rotation, "Unknown rotation.");

    internal void RaiseWantsChanged(VideoSourceWants wants) => _wantsChanged?.Invoke(this, wants);
}
