namespace WebRtcNative;

/// <summary>Lets the round-trip times be measured every few seconds while there are connections. A histogram is not asked for its values,
/// and .NET does not tell when it gets a listener; so each tick looks for one.</summary>
internal static class RoundTripTimer
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(5);
    private static readonly Lock s_lock = new();
    private static Timer? s_timer; // null while there are no connections

    static RoundTripTimer() => OwnContext.Unloading += Stop; // .NET keeps a list of all timers

    /// <summary>Called after a connection was added to those that <see cref="WebRtcMetrics"/> knows.</summary>
    public static void Start()
    {
        lock (s_lock)
        {
            if (s_timer != null)
                return;
            try
            {
                using (ExecutionContext.SuppressFlow())
                    s_timer = new Timer(static _ => Tick(), null, s_period, s_period);
            }
            catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
            {
                // .NET's own thread for timers could not be started. The next connection tries again.
            }
        }
    }

    private static void Tick()
    {
        lock (s_lock) // a connection that is added during the tick starts a new timer
        {
            if (!WebRtcMetrics.MeasureRoundTripTimes())
                Stop();
        }
    }

    private static void Stop()
    {
        lock (s_lock)
        {
            s_timer?.Dispose();
            s_timer = null;
        }
    }
}
