using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>Where the events of connections wait until they are raised. By hand: <see cref="Poll"/> raises, on the
/// caller's thread, all that have come, for one connection or ten thousand. By itself: <see cref="Shared"/> raises on
/// the thread pool, in order for each connection, so that a slow handler delays only its own connection; and a queue with
/// a <see cref="SynchronizationContext"/> raises there.</summary>
/// <remarks>A queue keeps its connections alive until they are closed; a queue by hand that nobody refers to lets go of
/// everything. Members may be called from any thread.</remarks>
public sealed class EventQueue : IDisposable
{
    // Milliseconds. Connections that come one after another need no new thread each.
    private const int PumpLingers = 25;

    private static readonly Lock s_sharedLock = new();
    private static EventQueue? s_shared;

    private readonly ConcurrentDictionary<long, IEventTarget> _targets = new();
    private readonly Queue<NativeEvent> _pending = new();
    private readonly Lock _lock = new();
    private readonly NativeQueue? _native; // of a queue that is polled by hand; a pump brings its own
    private readonly Timer? _idle;
    private EventPump? _pump; // while something uses the queue, and a little longer
    private int _users;
    private int _pollingThread; // managed thread id, 0 for none
    private int _disposed;

    /// <summary>A queue to be polled by hand.</summary>
    /// <exception cref="WebRtcException">With <see cref="RtcErrorType.ResourceExhausted"/>: the process may not open as many descriptors
    /// as a first connection needs.</exception>
    public EventQueue()
        : this(pumped: false, context: null, StartUp.Check())
    {
    }

    /// <summary>A queue that raises events by itself, on the context of a user interface, for example.</summary>
    /// <param name="context">Events are posted to it, in order for each connection.</param>
    /// <exception cref="WebRtcException">With <see cref="RtcErrorType.ResourceExhausted"/>: the process may not open as many descriptors
    /// as a first connection needs.</exception>
    /// <remarks>It has a thread while it has connections that are not closed, and keeps them alive until then.</remarks>
    public EventQueue(SynchronizationContext context)
        : this(pumped: true, context ?? throw new ArgumentNullException(nameof(context)), StartUp.Check())
    {
    }

    // Not inlined: looking whether it could be loads assemblies, before the check. See StartUp.
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

    /// <summary>An exception that a handler threw while this queue raised an event by itself, or, on the queue's thread, a
    /// listener to metrics or a continuation without an await; the sender is the queue. Nothing else is stopped by it. Where
    /// nobody listens it goes to <see cref="System.Diagnostics.Trace"/>. A queue that is polled by hand throws it out of
    /// <see cref="Poll"/> instead.</summary>
    public event EventHandler<Exception>? HandlerFailed;

    /// <summary>The queue that raises events by itself, on the thread pool. Never disposed.</summary>
    /// <exception cref="WebRtcException">With <see cref="RtcErrorType.ResourceExhausted"/>, at its first use: the process may not open as
    /// many descriptors as a first connection needs. A later use tries again.</exception>
    public static EventQueue Shared => Volatile.Read(ref s_shared) ?? CreateShared();

    internal SynchronizationContext? Context { get; }

    /// <summary>Raises every event that has come. Handlers run here and nowhere else, and may call anything, this too.</summary>
    /// <returns>How many events were raised.</returns>
    /// <exception cref="InvalidOperationException">Another thread is polling, or the queue raises events by itself.</exception>
    /// <exception cref="ObjectDisposedException">The queue is disposed.</exception>
    /// <remarks>What a handler throws comes out of here; the events after it wait for the next call.</remarks>
    public int Poll() => TryPoll(out var raised)
        ? raised
        : throw new InvalidOperationException("Another thread is polling the queue.");

    /// <summary>Closes the connections of the queue. The shared queue is left alone.</summary>
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
            // A handler that polls goes on with the same list, so the order holds.
            while (_pending.TryDequeue(out var next))
            {
                Route(next)?.Handle(next.Body);
                raised++;
            }
            return true;
        }
        finally
        {
            if (owner == 0)
                Volatile.Write(ref _pollingThread, 0);
        }
    }

    /// <summary>The native queue to push events into, until <see cref="Leave"/>. A queue that raises events by itself has its
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
        // Looked at afterwards: Dispose, which looks for targets after it has said so, has seen this one otherwise.
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

    /// <summary>Whom an event is for; null when that one is gone. Events of one connection come in order.</summary>
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
            WebRtcMetrics.EventDropped();
            return null;
        }
        if (next.Body is DataChannelEvent announced)
            target.Connection.Adopt(announced);
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
            // Never used again: its thread may be in the application's code still. The next user gets a pump of its own.
            _pump = null;
        }
    }

    private void CloseConnections()
    {
        foreach (var target in _targets.Values)
            target.Connection.Close();
    }

    // Not a Lazy, which would throw for ever what it threw once.
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
            System.Diagnostics.Trace.TraceError($"A WebRtcNative event handler failed: {exception}");
            return;
        }
        try
        {
            handler(this, exception);
        }
        catch (Exception second)
        {
            System.Diagnostics.Trace.TraceError($"EventQueue.HandlerFailed failed itself: {second}");
        }
    }
}
