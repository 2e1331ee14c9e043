using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>A queue of connections' events until they are raised. A polled queue raises all of them in <see cref="Poll"/>, on the
/// caller's thread. It is given to each connection's constructor (that of <see cref="PeerConnection"/> or of
/// <see cref="Godot.WebRtcPeerConnection"/>), and one poll serves any number of them. <see cref="Shared"/> raises them on the thread pool, in order for each
/// connection, so that a slow handler delays only its own connection. A queue with a <see cref="SynchronizationContext"/> raises
/// them there.</summary>
/// <remarks>A queue keeps its connections alive until they are closed; a polled queue without references is collected with all of
/// them. Members may be called from any thread.</remarks>
public sealed partial class EventQueue : IDisposable
{
    // Milliseconds, so that connections one after another do not start a new thread each.
    private const int PumpLingers = 25;

    private static readonly Lock s_sharedLock = new();
    private static EventQueue? s_shared;

    private readonly ConcurrentDictionary<long, IEventTarget> _targets = new();
    private readonly Queue<NativeEvent> _pending = new();
    private readonly Lock _lock = new();
    private readonly NativeQueue? _native; // of a polled queue; a pump has its own
    private readonly Timer? _idle;
    private EventPump? _pump; // while the queue has users, and a little longer
    private int _users;
    private int _pollingThread; // managed thread id, 0 for none
    private int _disposed;

    /// <summary>Creates a polled queue.</summary>
    /// <exception cref="WebRtcException">With <see cref="RtcErrorType.ResourceExhausted"/>: the process may not open as many descriptors
    /// as a first connection needs.</exception>
    public EventQueue()
        : this(pumped: false, context: null, StartUp.Check())
    {
    }

    /// <summary>Creates a queue that raises events on a context, such as that of a user interface.</summary>
    /// <param name="context">Events are posted to it, in order for each connection.</param>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    /// <exception cref="WebRtcException">With <see cref="RtcErrorType.ResourceExhausted"/>: the process may not open as many descriptors
    /// as a first connection needs.</exception>
    /// <remarks>It has a thread while it has open connections, and keeps them alive until they are closed.</remarks>
    public EventQueue(SynchronizationContext context)
        : this(pumped: true, context ?? throw new ArgumentNullException(nameof(context)), StartUp.Check())
    {
    }

    // Not inlined: the JIT would load assemblies before the check. See StartUp.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private EventQueue(bool pumped, SynchronizationContext? context, bool _)
    {
        Context = context;
        if (!pumped)
        {
            _native = new NativeQueue();
            return;
        }
        using (ExecutionContext.SuppressFlow())
            _idle = new Timer(static queue => ((EventQueue)queue!).EndIdlePump(), this, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>An exception of a handler, on a queue without <see cref="Poll"/>; also of a metrics listener on the queue's thread.
    /// Raised on the thread where that happened. The sender is the queue. Other events are not affected. Without a listener the
    /// exception is written to standard error (<see cref="Console.Error"/>). A polled queue throws it from <see cref="Poll"/> instead.</summary>
    public event EventHandler<Exception>? HandlerFailed;

    /// <summary>The process's queue that raises events on the thread pool. Never disposed.</summary>
    /// <exception cref="WebRtcException">With <see cref="RtcErrorType.ResourceExhausted"/>, at its first use: the process may not open as
    /// many descriptors as a first connection needs. A later use tries again.</exception>
    public static EventQueue Shared => Volatile.Read(ref s_shared) ?? CreateShared();

    internal SynchronizationContext? Context { get; }

    /// <summary>Whether events are raised by <see cref="Poll"/>.</summary>
    internal bool IsPolled => _native != null;

    internal bool IsDisposed => Volatile.Read(ref _disposed) != 0;

    /// <summary>Raises all queued events. Handlers run here and nowhere else, and may call any member, including this
    /// one.</summary>
    /// <returns>How many events were raised.</returns>
    /// <exception cref="InvalidOperationException">Another thread is polling, or the queue raises events by itself.</exception>
    /// <exception cref="ObjectDisposedException">The queue is disposed.</exception>
    /// <remarks>An exception of a handler is thrown from here; the events after it wait for the next call.</remarks>
    public int Poll() => TryPoll(out var raised)
        ? raised
        : throw new InvalidOperationException("Another thread is polling the queue.");

    /// <summary>Closes the connections of the queue at once, as <see cref="PeerConnection.Close"/> does. No event is raised after it. May be
    /// repeated; does nothing on the shared queue.</summary>
    public void Dispose()
    {
        var isShared = _native == null && Context == null;
        if (isShared || Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        CloseAndEnd();
        _native?.Dispose();
    }

    /// <summary>As <see cref="Poll"/>; false when another thread is polling.</summary>
    internal bool TryPoll(out int raised)
    {
        raised = 0;
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (_native == null)
            throw new InvalidOperationException("This queue raises its events by itself.");
        var thread = Environment.CurrentManagedThreadId;
        var owner = Interlocked.CompareExchange(ref _pollingThread, thread, 0);
        if (owner != 0 && owner != thread)
            return false;
        try
        {
            _native.Take(_pending, wait: false);
            // A handler that polls continues with the same list, so the order holds.
            while (_pending.TryDequeue(out var next))
            {
                Route(next)?.Handle(next.Body);
                raised++;
            }
            // Not more than there are now: a call may post the next one.
            for (var posted = _posted.Count; posted > 0 && _posted.TryDequeue(out var call); posted--)
            {
                raised++;
                call();
            }
            return true;
        }
        finally
        {
            if (owner == 0)
                Volatile.Write(ref _pollingThread, 0);
        }
    }

    /// <summary>Returns the native queue to push events into, until <see cref="Leave"/>. A queue without <see cref="Poll"/> has its
    /// thread meanwhile.</summary>
    internal NativeQueue Enter()
    {
        if (_native != null)
            return _native;
        lock (_lock)
        {
            if (_pump == null)
            {
                _pump = new EventPump(this);
                OwnContext.Unloading += CloseAndEnd;
            }
            _users++;
            return _pump.Native;
        }
    }

    internal void Leave()
    {
        if (_native != null)
            return;
        lock (_lock)
        {
            if (--_users > 0)
                return;
            try
            {
                _idle!.Change(PumpLingers, Timeout.Infinite);
            }
            catch (Exception e) when (e is OutOfMemoryException or ThreadStartException) // .NET's own thread for timers could not be started
            {
                EndIdlePump();
            }
        }
    }

    /// <summary>Registers a connection, which uses the queue until it is unregistered. False when the queue is disposed.</summary>
    internal bool TryRegister(long tag, PeerConnection connection, out NativeQueue native)
    {
        native = Enter();
        return TryRegister(tag, connection);
    }

    /// <summary>False when the queue is disposed, perhaps by another thread just now.</summary>
    internal bool TryRegister(long tag, IEventTarget target)
    {
        _targets[tag] = target;
        // Read afterwards: otherwise Dispose, which looks for targets after setting the flag, has seen this one.
        if (Volatile.Read(ref _disposed) == 0)
            return true;
        Unregister(tag);
        return false;
    }

    internal void Unregister(long tag)
    {
        if (_targets.TryRemove(tag, out var target) && target is PeerConnection)
            Leave();
    }

    /// <summary>The target of an event; null if it is gone. Events of one connection come in order.</summary>
    internal IEventTarget? Route(in NativeEvent next)
    {
        if (next.Body is LogLineEvent line)
        {
            WebRtcMetrics.LogLinesDropped(line.Dropped);
            EngineLog.Add(line);
            return null;
        }
        if (!_targets.TryGetValue(next.Tag, out var target))
        {
            (next.Body as DataChannelEvent)?.Channel.Dispose();
            (next.Body as TransceiverEvent)?.Transceiver.Dispose();
            WebRtcMetrics.EventDropped();
            return null;
        }
        if (next.Body is DataChannelEvent channel)
            target.Connection!.Adopt(channel);
        else if (next.Body is TransceiverEvent transceiver)
            target.Connection!.Adopt(transceiver);
        return target;
    }

    private void CloseAndEnd()
    {
        CloseConnections();
        EndIdlePump();
    }

    private void EndIdlePump()
    {
        lock (_lock)
        {
            if (_users > 0 || _pump == null)
                return;
            OwnContext.Unloading -= CloseAndEnd;
            _pump.Stop();
            // Never used again: its thread may still run the application's code. The next user gets a new pump.
            _pump = null;
        }
    }

    private void CloseConnections()
    {
        foreach (var target in _targets.Values)
            target.Connection?.Close();
    }

    // Not a Lazy, which would rethrow its first exception for ever.
    private static EventQueue CreateShared()
    {
        lock (s_sharedLock)
        {
            if (s_shared == null)
                Volatile.Write(ref s_shared, new EventQueue(pumped: true, context: null, StartUp.Check()));
            return s_shared!;
        }
    }

    internal void ReportFailure(Exception exception)
    {
        var handler = HandlerFailed;
        if (handler == null)
        {
            StandardError.Write($"A WebRtcNative event handler failed, and EventQueue.HandlerFailed has no listener: {exception}");
            return;
        }
        try
        {
            handler(this, exception);
        }
        catch (Exception second)
        {
            StandardError.Write($"EventQueue.HandlerFailed failed itself: {second}");
        }
    }
}
