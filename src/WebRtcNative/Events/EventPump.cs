using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>The pump thread of a queue that is not polled: it sleeps in the shim and passes events to their connections'
/// inboxes.</summary>
/// <remarks>Code that awaits a message or room to send continues on this thread, since waking another thread takes as long as the
/// message. If that code keeps the thread, a watching thread, which checks every few milliseconds while there is traffic, takes the
/// events over.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "The event has no handle until somebody asks for it.")]
internal sealed class EventPump
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(5);

    private readonly EventQueue _queue;
    private readonly ManualResetEventSlim _traffic = new();
    private long _visits; // number of times that application code ran on this thread
    private long _visit; // the present one; 0 for none
    private int _isWatched;
    private ExecutionContext? _empty;
    private volatile bool _stopped;

    public EventPump(EventQueue queue)
    {
        _queue = queue;
        if (TryStart(Run))
            return;
        Native.Dispose();
        throw new WebRtcException("The thread that raises the queue's events could not be started.", RtcErrorType.ResourceExhausted);
    }

    public NativeQueue Native { get; } = new();

    /// <summary>The thread raises the queued events and ends. It destroys the native queue, which must not be destroyed during a
    /// poll.</summary>
    public void Stop()
    {
        _stopped = true;
        _traffic.Set();
        try
        {
            Native.Wake();
        }
        catch (ObjectDisposedException)
        {
            // The thread was awake, has seen the flag, and has ended.
        }
    }

    /// <summary>False if the process may have no more threads, or no memory for one.</summary>
    private static bool TryStart(ThreadStart run)
    {
        try
        {
            // Without the execution context of the first caller.
            new Thread(run) { IsBackground = true, Name = "WebRtcNative events" }.UnsafeStart();
            return true;
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            return false;
        }
    }

    private void Run()
    {
        _empty = ExecutionContext.Capture();
        var events = new Queue<NativeEvent>();
        bool isLast;
        do
        {
            isLast = _stopped;
            Native.Take(events, wait: !isLast);
            if (!HandOut(events))
                return;
        }
        while (!isLast);
        Native.Dispose();
    }

    /// <summary>False if another thread has taken over meanwhile.</summary>
    // Not inlined: a local of Run would keep the last target alive while the thread sleeps.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool HandOut(Queue<NativeEvent> events)
    {
        var isMine = true;
        while (events.TryDequeue(out var next))
        {
            try
            {
                // Only the last event, since the events after it would have to wait.
                if (_queue.Route(next) is { } target && !(events.Count == 0 && Release(target, next.Body, out isMine)))
                    target.Connection.Inbox.Add(target, next.Body);
            }
            catch (Exception e) // of a metrics listener or of continued code; unhandled, it would end the process
            {
                _queue.ReportFailure(e);
            }
        }
        return isMine;
    }

    private bool Release(IEventTarget target, EventBody body, out bool isMine)
    {
        if (Interlocked.Exchange(ref _isWatched, 1) == 0 && !TryStart(Watch))
        {
            // Unwatched application code could keep the thread for ever, so the thread pool runs it instead.
            Volatile.Write(ref _isWatched, 0);
            isMine = true;
            return false;
        }
        var visit = ++_visits;
        Interlocked.Exchange(ref _visit, visit);
        if (!_traffic.IsSet)
            _traffic.Set();
        try
        {
            return target.Release(body);
        }
        finally
        {
            ExecutionContext.Restore(_empty!); // otherwise the next continuation would see the last one's context
            SynchronizationContext.SetSynchronizationContext(null);
            isMine = Interlocked.CompareExchange(ref _visit, 0, visit) == visit;
        }
    }

    /// <summary>Takes the queue over from a thread that application code keeps.</summary>
    private void Watch()
    {
        var (lastVisit, visitsBefore) = (0L, 0L);
        while (true)
        {
            Thread.Sleep(s_patience);
            var visit = Interlocked.Read(ref _visit);
            if (visit != 0 && visit == lastVisit && Interlocked.CompareExchange(ref _visit, 0, visit) == visit)
                break;
            if (visit == 0 && _stopped)
                return;
            lastVisit = visit;
            var visits = Interlocked.Read(ref _visits);
            if (visit == 0 && visits == visitsBefore)
                WaitForTraffic(visits);
            visitsBefore = visits;
        }
        if (!TryStart(Watch))
            Volatile.Write(ref _isWatched, 0); // the next continuation tries again
        Run();
    }

    private void WaitForTraffic(long visits)
    {
        _traffic.Reset();
        // Read afterwards: an earlier visit did not see that it has to set the event.
        if (Interlocked.Read(ref _visits) == visits && !_stopped)
            _traffic.Wait();
    }
}
