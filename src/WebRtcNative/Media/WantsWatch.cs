using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>Raises the events of a source about what is wanted, on the thread pool, one after the other. Refers weakly to the source, so that
/// one that nobody uses can be collected.</summary>
internal abstract class WantsWatch<TSource>(TSource source) : IEventTarget, IThreadPoolWorkItem, IDisposable
    where TSource : class
{
    private readonly WeakReference<TSource> _source = new(source);
    private readonly EventQueue _queue = EventQueue.Shared;
    private readonly long _tag = MediaWait.NextTag();
    private NativeQueue? _native;
    private int _disposed;

    PeerConnection? IEventTarget.Connection => null;

    void IEventTarget.Handle(EventBody body) => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute()
    {
        if (!_source.TryGetTarget(out var source) || Volatile.Read(ref _disposed) != 0)
            return;
        try
        {
            Raise(source);
        }
        catch (ObjectDisposedException)
        {
            return; // by another thread
        }
        catch (Exception e) // a handler may throw anything, and later events must still be raised
        {
            _queue.ReportFailure(e);
        }
        try
        {
            Ask(source, _native!, _tag);
        }
        catch (ObjectDisposedException)
        {
            // By the handler, or by another thread.
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _queue.Unregister(_tag);
        _queue.Leave();
    }

    /// <summary>Raises what has changed since the last time. Remembers it first: a handler that throws is not called again for the same
    /// change.</summary>
    protected abstract void Raise(TSource source);

    /// <summary>Asks for an event when the source wants something else than was raised.</summary>
    protected abstract void Ask(TSource source, NativeQueue queue, long tag);

    /// <summary>The last act of a constructor.</summary>
    /// <exception cref="ObjectDisposedException">Another thread has disposed the source.</exception>
    protected void Start(TSource source)
    {
        _native = _queue.Enter();
        _queue.TryRegister(_tag, this);
        try
        {
            Ask(source, _native, _tag);
        }
        catch (ObjectDisposedException)
        {
            Dispose();
            throw;
        }
    }
}
