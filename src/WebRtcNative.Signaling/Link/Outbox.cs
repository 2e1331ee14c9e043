using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling.Link;

/// <summary>What the member has done and the room has not accepted yet, in order. Items are numbered by their place: the first one has the
/// number after the last accepted one.</summary>
internal sealed class Outbox
{
    public const int MaxWaiting = 4096;
    private const int MaxItems = 64;
    private const int MaxCharacters = 32 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<(WireItem Item, TaskCompletionSource Accepted)> _waiting = new();
    private long _accepted;
    private int _alone; // so many items are sent one by one: the server has refused their batch
    private RoomException? _over;

    /// <summary>Ends when the room has accepted or refused the item.</summary>
    public Task Add(WireItem item)
    {
        lock (_lock)
        {
            if (_over != null)
                return Task.FromException(_over);
            if (_waiting.Count >= MaxWaiting)
                return Task.FromException(new RoomException(RoomErrorType.Unreachable, $"{MaxWaiting} messages wait for the server."));
            var accepted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            // A message whose sender does not wait for it may fail unseen.
            _ = accepted.Task.ContinueWith(
                static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            _waiting.Enqueue((item, accepted));
            return accepted.Task;
        }
    }

    /// <summary>The next batch; null if nothing waits.</summary>
    public SendRequest? Peek()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
                return null;
            var items = new List<WireItem>();
            var characters = 0;
            foreach (var (item, _) in _waiting)
            {
                characters += item.Text?.Length ?? 0;
                if (items.Count > 0 && (_alone > 0 || items.Count == MaxItems || characters > MaxCharacters))
                    break;
                items.Add(item);
            }
            return new SendRequest { Number = _accepted + 1, Items = items };
        }
    }

    /// <summary>The room has accepted all items up to a number, apart from those that it refused.</summary>
    public void Accept(long number, List<WireRefusal>? refused = null)
    {
        lock (_lock)
        {
            while (_accepted < number && _waiting.TryDequeue(out var next))
            {
                _accepted++;
                _alone = Math.Max(0, _alone - 1);
                if (refused?.Find(refusal => refusal.Number == _accepted) is { } refusal)
                    next.Accepted.TrySetException(RoomException.From(refusal.Error));
                else
                    next.Accepted.TrySetResult();
            }
        }
    }

    /// <summary>The server did not take a batch because one of its items is wrong: finds out which.</summary>
    public void Refuse(SendRequest batch, WireError error)
    {
        lock (_lock)
        {
            if (batch.Items!.Count > 1)
                _alone = batch.Items.Count;
            else if (_waiting.TryDequeue(out var wrong))
                wrong.Accepted.TrySetException(RoomException.From(error));
        }
    }

    public void End(RoomException reason)
    {
        lock (_lock)
        {
            _over ??= reason;
            while (_waiting.TryDequeue(out var next))
                next.Accepted.TrySetException(_over);
        }
    }
}
