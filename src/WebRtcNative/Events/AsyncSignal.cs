using System.Threading.Tasks.Sources;

namespace WebRtcNative;

/// <summary>A reusable signal for one waiter at a time. A signal before the wait is kept; several count as one. Waiting allocates
/// nothing.</summary>
/// <remarks>A waiter must check its condition again after the wait, since a kept signal may be old. It continues on the thread
/// pool, never inside <see cref="Set"/>. <see cref="Release"/> continues it inline; its caller is prepared for any code.</remarks>
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
            Set(); // meanwhile cancelled, or set by another thread
    }

    /// <summary>Continues the waiter inline; false if there is none, and then no signal is kept.</summary>
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
            Interlocked.Exchange(ref _state, Idle); // a fence: the waiter's next check sees the change behind a Set that found it signaled
            return default;
        }
        _cancellation = cancellationToken.UnsafeRegister(
            static (signal, token) => ((AsyncSignal)signal!).Cancel(token), this);
        return new ValueTask(this, _source.Version);
    }

    void IValueTaskSource.GetResult(short token)
    {
        _cancellation.Dispose(); // waits for a running callback, so that it cannot hit the next wait
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
