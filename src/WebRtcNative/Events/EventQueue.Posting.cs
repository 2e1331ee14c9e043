using System.Collections.Concurrent;
using WebRtcNative.Interop;

namespace WebRtcNative;

// Calls among the events.
public sealed partial class EventQueue
{
    private readonly ConcurrentQueue<Action> _posted = new(); // of a polled queue

    /// <summary>Has a call made where the queue raises its events: in the next <see cref="Poll"/>, on the thread pool, or on the
    /// queue's context. For events of other things than connections. Returns at once.</summary>
    /// <param name="call">The call. Its exception is treated as that of a handler. Calls that are posted to a polled queue, or to a
    /// context that keeps the order, are made in order; others may be made at the same time.</param>
    /// <exception cref="ArgumentNullException"><paramref name="call"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The queue is disposed.</exception>
    public void Post(Action call)
    {
        ArgumentNullException.ThrowIfNull(call);
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (IsPolled)
            _posted.Enqueue(call);
        else if (Context != null)
            Context.Post(static posted => Run(posted!), (this, call));
        else
            ThreadPool.UnsafeQueueUserWorkItem(static posted => Run(posted), (object)(this, call), preferLocal: false);
    }

    /// <summary>Raises an event that is not from the shim, after those that are being raised. Never here.</summary>
    internal void Raise(IEventTarget target, EventBody body)
    {
        if (IsPolled)
            _posted.Enqueue(() => target.Handle(body));
        else
            target.Connection!.Inbox.Add(target, body);
    }

    private static void Run(object posted)
    {
        var (queue, call) = ((EventQueue, Action))posted;
        try
        {
            call();
        }
        catch (Exception e) // a handler may throw anything
        {
            queue.ReportFailure(e);
        }
    }
}
