using System.Collections.Concurrent;

namespace WebRtcNative.Signaling;

/// <summary>A room's events on their way to its queue: one at a time and in order.</summary>
internal sealed class EventLane(EventQueue queue)
{
    private readonly ConcurrentQueue<Action> _events = new();
    private int _scheduled;

    public void Add(Action raise)
    {
        _events.Enqueue(raise);
        Schedule();
    }

    private void Schedule()
    {
        if (Interlocked.Exchange(ref _scheduled, 1) != 0)
            return;
        try
        {
            queue.Post(RaiseNext);
        }
        catch (ObjectDisposedException)
        {
            // Nobody polls any more.
        }
    }

    // One for each post, so that the exception of a handler is the queue's to report, and the others are still raised.
    private void RaiseNext()
    {
        try
        {
            if (_events.TryDequeue(out var raise))
                raise();
        }
        finally
        {
            Interlocked.Exchange(ref _scheduled, 0);
            if (!_events.IsEmpty)
                Schedule();
        }
    }
}
