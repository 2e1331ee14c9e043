using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>Changes encoded frames on their way: of an <see cref="RtpSender"/> before they are sent, of an <see cref="RtpReceiver"/> before they are
/// decoded. RTCRtpScriptTransform and RTCRtpScriptTransformer (WebRTC Encoded Transform, section 5).</summary>
/// <remarks>A frame that is not written on is lost; none gets past a transform. A transform is for one sender or receiver. Members may be called from
/// any thread; none waits for an engine thread, and reading and writing allocate nothing.</remarks>
public sealed class RtpTransform : IFrameReader<EncodedFrame>, IDisposable
{
    private readonly Func<RtpTransform, CancellationToken, Task>? _run; // null: the engine's threads do it
    private readonly Action<NativeQueue, long> _askForFrame;
    private readonly WaitingCall _call = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isStarted;
    private int _disposed;

    /// <summary>Makes a transform with the program's own loop, such as one that reads <see cref="ReadAllAsync"/> and writes each
    /// frame.</summary>
    /// <param name="run">Called once on the thread pool, when the transform is set. Its token is canceled by <see cref="Dispose"/>. When it returns or
    /// throws, the transform is disposed, and frames are lost from then on; <see cref="Completion"/> has the exception.</param>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    public RtpTransform(Func<RtpTransform, CancellationToken, Task> run)
        : this(new NativeTransform()) => _run = run ?? throw new ArgumentNullException(nameof(run));

    private RtpTransform(NativeTransform native)
    {
        Native = native;
        _askForFrame = native.NotifyReadable;
    }

    /// <summary>Ends with the loop: successfully, or with the loop's exception. With AES-GCM when the transform is disposed.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Number of frames that wait to be read, 64 at most: then the oldest is dropped for the next, and a sender of pictures
    /// encodes a key frame when the loop reads again.</summary>
    /// <exception cref="ObjectDisposedException">The transform is disposed.</exception>
    public int Available => Native.GetStatus().Available;

    /// <summary>Number of frames that the transform has passed on so far.</summary>
    /// <exception cref="ObjectDisposedException">The transform is disposed.</exception>
    public long Passed => Native.GetStatus().Passed;

    /// <summary>Number of frames that were not passed on: too many waited, or they were disposed or written after a newer one, or the
    /// transform has ended.</summary>
    /// <exception cref="ObjectDisposedException">The transform is disposed.</exception>
    public long Dropped => Native.GetStatus().Dropped;

    /// <summary>Number of frames that AES-GCM could not encrypt or decrypt, such as those of another key. They were not passed on.</summary>
    /// <exception cref="ObjectDisposedException">The transform is disposed.</exception>
    public long Failed => Native.GetStatus().Failed;

    /// <summary>Whether the sender or receiver has another transform or is closed: nothing more comes.</summary>
    /// <exception cref="ObjectDisposedException">The transform is disposed.</exception>
    public bool HasEnded => Native.GetStatus().IsEnded;

    internal NativeTransform Native { get; }

    /// <summary>Encrypts in a sender or decrypts in a receiver with AES-GCM, on the engine's threads: end to end, through any server. For VP8, VP9 and
    /// sound; frames of other codecs count as failed.</summary>
    /// <param name="key">16 or 32 bytes, which both sides have. It is copied.</param>
    /// <exception cref="ArgumentException">The key has another length.</exception>
    /// <remarks>The first bytes of a frame stay readable (10 of a key frame, 3 of another one, 1 of sound), since packetizers need them; they are
    /// authenticated. Then come the encrypted rest, the tag (16 bytes), the nonce (12 random bytes), and the number of readable bytes (1
    /// byte).</remarks>
    public static RtpTransform AesGcm(ReadOnlySpan<byte> key) => key.Length is 16 or 32
        ? new RtpTransform(new NativeTransform(key))
        : throw new ArgumentException($"The key has {key.Length} bytes; it must have 16 or 32.", nameof(key));

    /// <summary>Lends the oldest frame that waits. Never waits.</summary>
    /// <param name="frame">The frame, to be written or disposed.</param>
    /// <returns>False if no frame waits.</returns>
    /// <exception cref="InvalidOperationException">64 frames are neither written nor disposed, or the transform has no loop.</exception>
    /// <exception cref="ObjectDisposedException">The transform is disposed.</exception>
    public bool TryRead(out EncodedFrame frame)
    {
        var lent = Native.Read();
        frame = lent == null ? default : new EncodedFrame(lent);
        return lent != null;
    }

    /// <summary>Lends the oldest frame; waits until there is one.</summary>
    /// <param name="cancellationToken">Ends the wait. No frame is lost by it.</param>
    /// <returns>The frame, to be written or disposed; null when the transform has ended.</returns>
    /// <exception cref="InvalidOperationException">Another call waits already, 64 frames are neither written nor disposed, or the transform has no
    /// loop.</exception>
    /// <exception cref="ObjectDisposedException">The transform is disposed, perhaps since the call.</exception>
    public ValueTask<EncodedFrame?> ReadAsync(CancellationToken cancellationToken = default) =>
        _call.ReadAsync(this, _askForFrame, cancellationToken);

    /// <summary>readable: lends frame after frame, until the transform has ended. The caller writes or disposes each.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">As <see cref="ReadAsync"/>.</exception>
    /// <exception cref="ObjectDisposedException">The transform is disposed, perhaps meanwhile.</exception>
    public async IAsyncEnumerable<EncodedFrame> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } frame)
            yield return frame;
    }

    /// <summary>writable: passes a frame on. It is dropped if it was read before another one that has been written.</summary>
    /// <param name="frame">One that this transform has lent. It is given back.</param>
    /// <exception cref="ArgumentException">A frame of another transform.</exception>
    /// <exception cref="ObjectDisposedException">The frame was written or disposed.</exception>
    public void Write(EncodedFrame frame) => frame.Write(Native.Pool);

    /// <summary>writable: passes a frame on with other bytes, as many as the caller likes. It is dropped if it was read before another one that has been
    /// written.</summary>
    /// <param name="frame">One that this transform has lent. It is given back.</param>
    /// <param name="data">16 MiB at most; copied.</param>
    /// <exception cref="ArgumentException">Too many bytes, or a frame of another transform. It is still lent.</exception>
    /// <exception cref="ObjectDisposedException">The frame was written or disposed.</exception>
    public void Write(EncodedFrame frame, ReadOnlySpan<byte> data) => frame.Write(Native.Pool, data);

    /// <summary>Cancels the loop's token. Frames that wait or still come are lost, until the sender or receiver has another transform. Returns at
    /// once; may be repeated.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        Native.Dispose();
        _call.Dispose();
        _stop.Cancel();
        if (_run == null || Volatile.Read(ref _isStarted) == 0)
            _completion.TrySetResult();
    }

    /// <summary>The transform is set.</summary>
    internal void Start()
    {
        if (_run != null && Interlocked.Exchange(ref _isStarted, 1) == 0)
            _ = Task.Run(RunAsync);
    }

    private async Task RunAsync()
    {
        try
        {
            await _run!(this, _stop.Token).ConfigureAwait(false);
            _completion.TrySetResult();
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && Volatile.Read(ref _disposed) != 0)
        {
            _completion.TrySetResult();
        }
        catch (Exception e)
        {
            _completion.TrySetException(e);
            _ = _completion.Task.Exception; // observed: a program need not look
        }
        finally
        {
            Dispose();
        }
    }
}
