using System.Threading.Tasks.Sources;

namespace WebRtcNative;

/// <summary>A reusable signal for one waiter at a time. A signal before the wait is kept; several count as one. Waiting allocates
/// nothing.</summary>
/// <remarks>A waiter must check its condition again after the wait, since a kept signal may be old. It continues on the thread
/// pool, never inside <see cref="Set"/>.</remarks>
internal sealed class AsyncSignal : IValueTaskSource
{
    // idle -> signaled (Set) -> idle (WaitAsync); idle -> waiting (WaitAsync) -> idle (Set or cancellation, whichever is first).
    private const int Idle = 0;
    private const int Signaled = 1;
    private const int Waiting = 2;

    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };
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

    /// <summary>The result must be awaited, once, before the next call.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        _source.Reset();
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
