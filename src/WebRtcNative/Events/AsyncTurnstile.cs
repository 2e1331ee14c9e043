using System.Runtime.CompilerServices;

namespace WebRtcNative;

/// <summary>Lets callers in one at a time, in the order of their calls. Unlike a semaphore it allocates only when more callers wait
/// than ever before.</summary>
internal sealed class AsyncTurnstile
{
    private readonly Lock _lock = new();
    private readonly LinkedList<AsyncSignal> _line = new();
    private readonly Stack<LinkedListNode<AsyncSignal>> _spare = new();
    private bool _isTaken;

    /// <summary>The caller must call <see cref="Exit"/> afterwards.</summary>
    public ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<AsyncSignal>? place;
        lock (_lock)
        {
            if (!_isTaken)
            {
                _isTaken = true;
                return default;
            }
            if (!_spare.TryPop(out place))
                place = new LinkedListNode<AsyncSignal>(new AsyncSignal());
            _line.AddLast(place);
        }
        return StandInLineAsync(place, cancellationToken);
    }

    /// <summary>Lets the next caller in.</summary>
    public void Exit()
    {
        lock (_lock)
        {
            if (_line.First is { } next)
            {
                _line.RemoveFirst();
                next.Value.Set();
            }
            else
            {
                _isTaken = false;
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask StandInLineAsync(LinkedListNode<AsyncSignal> place, CancellationToken cancellationToken)
    {
        try
        {
            await place.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The signal may be set, so the place is not reused.
            if (!TryLeaveLine(place))
                Exit();
            throw;
        }
        lock (_lock)
            _spare.Push(place);
    }

    /// <summary>False if it is already this caller's turn.</summary>
    private bool TryLeaveLine(LinkedListNode<AsyncSignal> place)
    {
        lock (_lock)
        {
            if (place.List == null)
                return false;
            _line.Remove(place);
            return true;
        }
    }
}
