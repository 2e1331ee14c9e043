using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace WebRtcNative.Hosting;

/// <summary>Logs the events of the factory's connections, until the container is disposed.</summary>
internal sealed class FactoryLogging : IDisposable
{
    private readonly EventQueue _queue;
    private readonly ILogger _queueLogger;
    private readonly ILogger _connectionLogger;
    private readonly EngineLogForwarding _engineLog;
    private long _lastNumber;

    public FactoryLogging(EventQueue queue, ILoggerFactory? loggers = null)
    {
        // Without loggers the queue has no listener from here, and writes the exceptions of handlers to standard error.
        var hasLoggers = loggers != null;
        loggers ??= NullLoggerFactory.Instance;
        _queue = queue;
        _queueLogger = loggers.CreateLogger("WebRtcNative.EventQueue");
        _connectionLogger = loggers.CreateLogger("WebRtcNative.PeerConnection");
        _engineLog = new EngineLogForwarding(loggers.CreateLogger("WebRtcNative.Engine"));
        if (hasLoggers)
            _queue.HandlerFailed += OnHandlerFailed;
    }

    public void OnConnectionCreated(object? sender, PeerConnection connection)
    {
        _engineLog.FollowLevel();
        var number = Interlocked.Increment(ref _lastNumber);
        connection.ConnectionStateChanged += (_, state) => Log.ConnectionState(_connectionLogger, number, state);
    }

    public void Dispose()
    {
        _queue.HandlerFailed -= OnHandlerFailed;
        _engineLog.Dispose();
    }

    private void OnHandlerFailed(object? sender, Exception exception) => Log.HandlerFailed(_queueLogger, exception);
}
