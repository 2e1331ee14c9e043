using System.Threading.Tasks.Sources;

namespace WebRtcNative;

/// <summary>A latch that one waiter at a time waits for: a signal that comes before the wait is kept, several count as one.
/// Reusable, so that waiting allocates nothing.</summary>
/// <remarks>Whoever waits looks at what he waits for again afterwards, since a kept signal may be old. He goes on on the
/// thread pool, never inside <see cref="Set"/>; inside <see cref="Release"/>, whose caller is prepared for anything.</remarks>
internal sealed class AsyncSignal : IValueTaskSource
{
    // idle -> signaled (Set) -> idle (WaitAsync); idle -> waiting (WaitAsync) -> idle (Set or cancellation, whichever is first).
    private const int Idle = 0;
    private const int Signaled = 1;
    private const int Waiting = 2;

    private ManualResetValueTaskSourceCore<bool> _source;
    private CancellationTokenRegistration _cancellation;
    private int _state;

    public void Set()
    {
        if (Interlocked.CompareExchange(ref _state, Signaled, Idle) != Waiting)
            return;
        if (Interlocked.CompareExchange(ref _state, Idle, Waiting) == Waiting)
            _source.SetResult(true);
        else
            Set(); // cancelled, or another Set, since a moment ago
    }

    /// <summary>Lets the waiter go on, here and now; false where nobody waits, in which case nothing is kept.</summary>
    public bool Release()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Waiting) != Waiting)
            return false;
        _source.RunContinuationsAsynchronously = false;
        _source.SetResult(true);
        return true;
    }

    /// <summary>The result must be awaited, once, before the next call.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        _source.Reset();
        _source.RunContinuationsAsynchronously = true;
        if (Interlocked.CompareExchange(ref _state, Waiting, Idle) == Signaled)
        {
            Interlocked.Exchange(ref _state, Idle); // a fence: a Set that found it signaled is seen by whoever looks again
            return default;
        }
        _cancellation = cancellationToken.UnsafeRegister(
            static (signal, token) => ((AsyncSignal)signal!).Cancel(token), this);
        return new ValueTask(this, _source.Version);
    }

    void IValueTaskSource.GetResult(short token)
    {
        _cancellation.Dispose(); // waits for one that is running, so that it cannot hit the next wait
        _source.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private void Cancel(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Waiting) == Waiting)
            _source.SetException(new OperationCanceledException(token));
    }
}
