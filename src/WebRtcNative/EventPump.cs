using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>The thread that empties the shared queue: it sleeps in the shim and hands events to their connections' inboxes.</summary>
internal sealed class EventPump
{
    private readonly EventQueue _queue;

    public EventPump(EventQueue queue)
    {
        _queue = queue;
        new Thread(Run) { IsBackground = true, Name = "WebRtcNative events" }.Start();
    }

    private void Run()
    {
        var events = new Queue<NativeEvent>();
        while (true)
        {
            _queue.Native.Take(events, wait: true);
            HandOut(events);
        }
    }

    // Not inlined: a local of Run would keep the last target alive while the thread sleeps.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void HandOut(Queue<NativeEvent> events)
    {
        while (events.TryDequeue(out var next))
        {
            if (_queue.Route(next) is { } target)
                target.Connection.Inbox.Add(target, next);
        }
    }
}

/// <summary>The events of one connection on their way to the thread pool: one at a time and in order.</summary>
internal sealed class EventInbox(EventQueue queue) : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<(IEventTarget Target, NativeEvent Event)> _events = new();
    private int _scheduled;

    public void Add(IEventTarget target, in NativeEvent next)
    {
        _events.Enqueue((target, next));
        Schedule();
    }

    public void Execute()
    {
        while (_events.TryDequeue(out var next))
        {
            try
            {
                next.Target.Handle(next.Event);
            }
            catch (Exception e) // a user's handler may throw anything, and the events after it still count
            {
                queue.ReportFailure(e);
            }
        }
        Volatile.Write(ref _scheduled, 0);
        if (!_events.IsEmpty)
            Schedule();
    }

    private void Schedule()
    {
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
