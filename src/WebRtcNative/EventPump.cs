using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>The thread of a queue that raises its events by itself: it sleeps in the shim and hands events to their
/// connections' inboxes.</summary>
internal sealed class EventPump
{
    private readonly EventQueue _queue;
    private volatile bool _stopped;

    public EventPump(EventQueue queue)
    {
        _queue = queue;
        new Thread(Run) { IsBackground = true, Name = "WebRtcNative events" }.Start();
    }

    /// <summary>The thread ends, and the native queue with it: it may not be destroyed while a poll waits in it.</summary>
    public void Stop()
    {
        _stopped = true;
        try
        {
            _queue.Native.Wake();
        }
        catch (ObjectDisposedException)
        {
            // The thread was awake, has seen it, and is done.
        }
    }

    private void Run()
    {
        var events = new Queue<NativeEvent>();
        while (!_stopped)
        {
            _queue.Native.Take(events, wait: true);
            HandOut(events);
        }
        _queue.Native.Dispose();
    }

    // Not inlined: a local of Run would keep the last target alive while the thread sleeps.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void HandOut(Queue<NativeEvent> events)
    {
        while (events.TryDequeue(out var next))
        {
            try
            {
                if (_queue.Route(next) is { } target)
                    target.Connection.Inbox.Add(target, next);
            }
            catch (Exception e) // of a listener to metrics; it would end the process from here
            {
                _queue.ReportFailure(e);
            }
        }
    }
}
