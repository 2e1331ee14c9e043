using Microsoft.Extensions.Logging;

namespace WebRtcNative.Hosting;

/// <summary>Forwards the engine's log to a logger. The engine has one log for the whole process: it writes the lines that any
/// running forwarding wants, or that the application itself wanted before the first of them.</summary>
internal sealed class EngineLogForwarding : IDisposable
{
    private static readonly Lock s_lock = new();
    private static readonly List<EngineLogForwarding> s_running = [];
    private static EngineLogSeverity s_before;

    private readonly ILogger _logger;
    private EngineLogSeverity _minimum = EngineLogSeverity.None;

    public EngineLogForwarding(ILogger logger)
    {
        _logger = logger;
        EngineLog.Written += OnWritten;
        lock (s_lock)
        {
            if (s_running.Count == 0)
                s_before = EngineLog.MinimumSeverity;
            s_running.Add(this);
        }
        FollowLevel();
    }

    /// <summary>Reads the logger's level again, since the logger has no event for it.</summary>
    public void FollowLevel()
    {
        var minimum = Enum.GetValues<EngineLogSeverity>().First(severity =>
            severity == EngineLogSeverity.None || _logger.IsEnabled(LevelOf(severity)));
        lock (s_lock)
        {
            _minimum = minimum;
            ApplyMinimum();
        }
    }

    public void Dispose()
    {
        EngineLog.Written -= OnWritten;
        lock (s_lock)
        {
            s_running.Remove(this);
            ApplyMinimum();
        }
    }

    // Set only on a change: setting it makes the engine's runtime.
    private static void ApplyMinimum()
    {
        var minimum = s_running.Select(forwarding => forwarding._minimum).Append(s_before).Min();
        if (EngineLog.MinimumSeverity != minimum)
            EngineLog.MinimumSeverity = minimum;
    }

    // The engine's Info lines are at the level of Debug elsewhere: hundreds of lines for one connection.
    private static LogLevel LevelOf(EngineLogSeverity severity) => severity switch
    {
        EngineLogSeverity.Verbose => LogLevel.Trace,
        EngineLogSeverity.Info => LogLevel.Debug,
        EngineLogSeverity.Warning => LogLevel.Warning,
        EngineLogSeverity.Error => LogLevel.Error,
        _ => LogLevel.None,
    };

    private void OnWritten(object? sender, EngineLogLine line)
    {
        if (line.DroppedBefore > 0)
            Log.LinesDropped(_logger, line.DroppedBefore);
        var level = LevelOf(line.Severity);
        var text = line.Message.TrimEnd();
        Log.EngineLine(_logger, level, text);
    }
}
