using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>The pump thread of a queue that is not polled: it sleeps in the shim and passes events to their connections'
/// inboxes. No code of the application runs on it.</summary>
internal sealed class EventPump
{
    private readonly EventQueue _queue;
    private volatile bool _stopped;

    public EventPump(EventQueue queue)
    {
        _queue = queue;
        try
        {
            // Without the execution context of the first caller.
            new Thread(Run) { IsBackground = true, Name = "WebRtcNative events" }.UnsafeStart();
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException) // no more threads, or no memory for one
        {
            Native.Dispose();
            throw new WebRtcException("The thread that raises the queue's events could not be started.", RtcErrorType.ResourceExhausted);
        }
    }

    public NativeQueue Native { get; } = new();

    /// <summary>The thread raises the queued events and ends. It destroys the native queue, which must not be destroyed during a
    /// poll.</summary>
    public void Stop()
    {
        _stopped = true;
        try
        {
            Native.Wake();
        }
        catch (ObjectDisposedException)
        {
            // The thread was awake, has seen the flag, and has ended.
        }
    }

    private void Run()
    {
        var events = new Queue<NativeEvent>();
        bool isLast;
        do
        {
            isLast = _stopped;
            Native.Take(events, wait: !isLast);
            PassOn(events);
        }
        while (!isLast);
        Native.Dispose();
    }

    // Not inlined: a local of Run would keep the last target alive while the thread sleeps.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PassOn(Queue<NativeEvent> events)
    {
        while (events.TryDequeue(out var next))
        {
            try
            {
                if (_queue.Route(next) is not { } target)
                    continue;
                if (target.Connection is { } connection)
                    connection.Inbox.Add(target, next.Body);
                else
                    target.Handle(next.Body);
            }
            catch (Exception e) // of a metrics listener; unhandled, it would end the process
            {
                _queue.ReportFailure(e);
            }
        }
    }
}
