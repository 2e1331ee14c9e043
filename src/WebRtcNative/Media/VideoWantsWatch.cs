using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>Raises a source's <see cref="VideoSource.WantsChanged"/> on the thread pool, one after the other. Refers weakly to the source, so that one
/// that nobody uses can be collected.</summary>
internal sealed class VideoWantsWatch : IEventTarget, IThreadPoolWorkItem, IDisposable
{
    private readonly WeakReference<VideoSource> _source;
    private readonly EventQueue _queue = EventQueue.Shared;
    private readonly NativeQueue _native;
    private readonly long _tag = MediaWait.NextTag();
    private VideoSourceWants _raised;
    private int _disposed;

    public VideoWantsWatch(VideoSource source)
    {
        _source = new WeakReference<VideoSource>(source);
        _raised = source.Wants;
        _native = _queue.Enter();
        _queue.TryRegister(_tag, this);
        try
        {
            source.Native.NotifyWants(_native, _tag, _raised);
        }
        catch (ObjectDisposedException) // by another thread
        {
            Dispose();
            throw;
        }
    }

    PeerConnection? IEventTarget.Connection => null;

    void IEventTarget.Handle(EventBody body) => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute()
    {
        if (!_source.TryGetTarget(out var source) || Volatile.Read(ref _disposed) != 0)
            return;
        try
        {
            var wants = source.Native.GetWants();
            if (wants != _raised)
            {
                _raised = wants;
                source.RaiseWantsChanged(wants);
            }
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
            source.Native.NotifyWants(_native, _tag, _raised);
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
}
