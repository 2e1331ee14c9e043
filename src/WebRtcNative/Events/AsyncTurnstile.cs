using System.Runtime.CompilerServices;

namespace WebRtcNative;

/// <summary>Lets one in at a time, in the order in which they came. Unlike a semaphore it allocates only when more wait than
/// ever before.</summary>
internal sealed class AsyncTurnstile
{
    private readonly Lock _lock = new();
    private readonly LinkedList<AsyncSignal> _line = new();
    private readonly Stack<LinkedListNode<AsyncSignal>> _spare = new();
    private bool _isTaken;

    /// <summary>Whoever is in must call <see cref="Exit"/>.</summary>
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

    /// <summary>The next one's turn.</summary>
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
            // Its signal may be set, so the place is not used again.
            if (!TryLeaveLine(place))
                Exit();
            throw;
        }
        lock (_lock)
            _spare.Push(place);
    }

    /// <summary>False when the turn has come meanwhile.</summary>
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
