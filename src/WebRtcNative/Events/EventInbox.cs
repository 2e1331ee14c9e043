using System.Collections.Concurrent;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>The events of one connection on their way to the thread pool, or to the queue's context: one at a time and in
/// order.</summary>
internal sealed class EventInbox(EventQueue queue) : IThreadPoolWorkItem
{
    private static readonly SendOrPostCallback s_execute = static inbox => ((EventInbox)inbox!).Execute();

    private readonly ConcurrentQueue<(IEventTarget Target, EventBody Body)> _events = new();
    private int _scheduled;

    public void Add(IEventTarget target, EventBody body)
    {
        _events.Enqueue((target, body));
        Schedule();
    }

    public void Execute()
    {
        while (_events.TryDequeue(out var next))
        {
            try
            {
                next.Target.Handle(next.Body);
            }
            catch (Exception e) // a handler may throw anything, and the events after it must still be raised
            {
                queue.ReportFailure(e);
            }
        }
        // A fence: an event that was added while this was still scheduled is seen below.
        Interlocked.Exchange(ref _scheduled, 0);
        if (!_events.IsEmpty)
            Schedule();
    }

    private void Schedule()
    {
        if (Interlocked.Exchange(ref _scheduled, 1) != 0)
            return;
        if (queue.Context is not { } context)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }
        try
        {
            context.Post(s_execute, this);
        }
        catch (Exception e) // the context has ended; the events wait for the next attempt
        {
            Volatile.Write(ref _scheduled, 0);
            queue.ReportFailure(e);
        }
    }
}
