using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>The events of an object whose native part the call that makes it has not got yet: another thread has already used it. They
/// wait, and are raised in order as soon as the object is whole.</summary>
internal sealed class EarlyEvents(IEventTarget target, EventQueue queue, Action<EventBody> raise)
{
    private readonly Lock _lock = new();
    private Queue<EventBody>? _waiting = new(); // null: none will wait any more
    private bool _isWhole;

    /// <summary>Raises an event, after those that wait; or keeps it.</summary>
    public void Raise(EventBody body)
    {
        if (!Keep(body))
            raise(body);
        else if (Volatile.Read(ref _isWhole))
            RaiseWaiting();
    }

    /// <summary>The object is whole. Its events are raised by the queue, not here.</summary>
    public void End()
    {
        lock (_lock)
        {
            Volatile.Write(ref _isWhole, true);
            if (_waiting?.Count == 0)
                _waiting = null;
        }
        RaiseLater();
    }

    private bool Keep(EventBody body)
    {
        if (Volatile.Read(ref _waiting) == null)
            return false;
        lock (_lock)
        {
            if (_waiting == null)
                return false;
            if (body is not EarlyEventsEvent)
                _waiting.Enqueue(body);
            return true;
        }
    }

    private void RaiseWaiting()
    {
        while (TryTake(out var next))
        {
            try
            {
                raise(next);
            }
            catch
            {
                RaiseLater(); // those behind it
                throw;
            }
        }
    }

    private bool TryTake(out EventBody next)
    {
        lock (_lock)
        {
            if (_waiting != null && _waiting.TryDequeue(out next!))
                return true;
            _waiting = null;
            next = null!;
            return false;
        }
    }

    private void RaiseLater()
    {
        if (Volatile.Read(ref _waiting) != null)
            queue.Raise(target, new EarlyEventsEvent());
    }
}

/// <summary>Not of the shim: events of this object wait.</summary>
internal sealed record EarlyEventsEvent : EventBody;
