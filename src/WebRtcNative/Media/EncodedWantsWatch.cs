using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>Raises an encoded source's events on the thread pool, one after the other. Refers weakly to the source, so that one
/// that nobody uses can be collected.</summary>
internal sealed class EncodedWantsWatch : IEventTarget, IThreadPoolWorkItem, IDisposable
{
    private readonly WeakReference<EncodedVideoSource> _source;
    private readonly EventQueue _queue = EventQueue.Shared;
    private readonly NativeQueue _native;
    private readonly long _tag = MediaWait.NextTag();
    private NativeEncodedWants _raised;
    private int _disposed;

    public EncodedWantsWatch(EncodedVideoSource source)
    {
        _source = new WeakReference<EncodedVideoSource>(source);
        _raised = source.Native.GetWants();
        if (_raised.NeedsKeyFrame)
            _raised = _raised with { KeyFrameRequests = _raised.KeyFrameRequests - 1 }; // raised to a handler that comes late
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

    public static EncodedVideoTarget Target(in NativeEncodedWants wants) =>
        new() { IsActive = wants.IsActive, BitsPerSecond = wants.Bitrate, Framerate = wants.Framerate };

    void IEventTarget.Handle(EventBody body) => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute()
    {
        if (!_source.TryGetTarget(out var source) || Volatile.Read(ref _disposed) != 0)
            return;
        try
        {
            var wants = source.Native.GetWants();
            var before = _raised;
            _raised = wants; // first: a handler that throws is not called again for the same change
            try
            {
                if (Target(before) != Target(wants))
                    source.RaiseTargetChanged(Target(wants));
            }
            finally
            {
                if (before.KeyFrameRequests != wants.KeyFrameRequests)
                    source.RaiseKeyFrameRequested();
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
