using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>Waits of one source or reader, through the shared queue's thread. Refers to neither of them, so that one that nobody waits
/// for can be collected.</summary>
internal sealed class MediaWait : IEventTarget, IDisposable
{
    private static long s_lastTag = long.MaxValue / 2; // far from those of connections and channels

    private readonly long _tag = NextTag();
    private readonly EventQueue _queue = EventQueue.Shared;
    private readonly NativeQueue _native;
    private readonly AsyncSignal _ready = new();
    private int _disposed;

    public MediaWait()
    {
        _native = _queue.Enter();
        _queue.TryRegister(_tag, this);
    }

    PeerConnection? IEventTarget.Connection => null;

    public static long NextTag() => Interlocked.Increment(ref s_lastTag);

    public ValueTask WaitAsync(Action<NativeQueue, long> ask, CancellationToken cancellationToken)
    {
        ask(_native, _tag);
        return _ready.WaitAsync(cancellationToken);
    }

    void IEventTarget.Handle(EventBody body) => _ready.Set();

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _queue.Unregister(_tag);
        _queue.Leave();
        _ready.Set();
    }
}
