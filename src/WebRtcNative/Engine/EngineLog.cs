using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>libwebrtc's own log, of all connections of the process. Off at first. Members may be called from any thread.</summary>
public static class EngineLog
{
    private static readonly Lock s_lock = new();
    private static readonly Lazy<EventInbox> s_inbox = new(() => new EventInbox(EventQueue.Shared));
    private static readonly Lines s_lines = new();
    private static EngineLogSeverity s_minimum = EngineLogSeverity.None;
    private static NativeQueue? s_queue; // of the shared queue, which the log uses while it is on

    static EngineLog() => OwnContext.Unloading += () => MinimumSeverity = EngineLogSeverity.None;

    /// <summary>A line was logged. Raised by <see cref="EventQueue.Shared"/>, one line at a time and in order, some time after it
    /// was written. An exception of a handler goes to <see cref="EventQueue.HandlerFailed"/> of that queue. Lines that are written
    /// faster than they are raised are dropped and counted.</summary>
    public static event EventHandler<EngineLogLine>? Written;

    /// <summary>Lines below this severity are not written. Default None: no lines. Verbose slows the engine down
    /// considerably. Lines that belong to a healthy connection, such as those about a peer that closes, are of severity Info, though
    /// libwebrtc has them as warnings or errors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the severities.</exception>
    public static EngineLogSeverity MinimumSeverity
    {
        get
        {
            lock (s_lock)
                return s_minimum;
        }
        set
        {
            if (!Enum.IsDefined(value))
                throw new ArgumentOutOfRangeException(nameof(value), value, "Unknown severity.");
            lock (s_lock)
            {
                Switch(value);
                s_minimum = value;
            }
        }
    }

    /// <summary>Not raised here, on the pump thread: a slow handler would delay all connections.</summary>
    internal static void Add(LogLineEvent line) => s_inbox.Value.Add(s_lines, line);

    private static void Switch(EngineLogSeverity minimum)
    {
        if (s_queue == null && minimum == EngineLogSeverity.None)
            return;
        var queue = s_queue ?? EventQueue.Shared.Enter();
        try
        {
            queue.TakeLog((int)minimum);
            s_queue = minimum == EngineLogSeverity.None ? null : queue;
        }
        finally
        {
            if (s_queue == null)
                EventQueue.Shared.Leave();
        }
    }

    private sealed class Lines : IEventTarget
    {
        PeerConnection? IEventTarget.Connection => throw new InvalidOperationException("The log is of no connection.");

        void IEventTarget.Handle(EventBody body)
        {
            if (body is not LogLineEvent line)
                return;
            Written?.Invoke(null, new EngineLogLine
            {
                Severity = (EngineLogSeverity)line.Severity,
                Message = line.Text,
                DroppedBefore = line.Dropped,
            });
        }
    }
}
