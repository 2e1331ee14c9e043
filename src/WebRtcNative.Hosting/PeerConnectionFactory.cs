using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace WebRtcNative.Hosting;

/// <summary>Makes connections with the options, the event queue and the logging of the application.</summary>
/// <remarks>
/// <para>Members may be called from any thread. A connection belongs to whoever created it: the factory disposes none.</para>
/// <para>While there is a factory, three categories are logged to. "WebRtcNative.PeerConnection": states of its connections,
/// at Debug. "WebRtcNative.EventQueue": exceptions of handlers, at Error. "WebRtcNative.Engine": libwebrtc's own log, whose
/// errors and warnings are logged as such, its infos at Debug and the rest at Trace; what the logger would not take the engine
/// does not write, and a logger's new level counts from the next <see cref="Create"/> on.</para>
/// </remarks>
public sealed class PeerConnectionFactory : IDisposable
{
    private readonly EventQueue _queue;
    private readonly ILogger _queueLogger;
    private readonly ILogger _connectionLogger;
    private readonly EngineLogForwarding _engineLog;
    private long _lastNumber;
    private int _disposed;

    /// <summary>Called by the container.</summary>
    /// <param name="options">What <c>AddWebRtc</c> was given.</param>
    /// <param name="queue">Where the events of connections wait to be raised.</param>
    /// <param name="loggers">Where to log; null for nowhere.</param>
    /// <exception cref="OptionsValidationException">An option is wrong; the message names its key.</exception>
    public PeerConnectionFactory(IOptions<WebRtcOptions> options, EventQueue queue, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(queue);
        loggers ??= NullLoggerFactory.Instance;
        Options = options.Value.PeerConnection;
        _queue = queue;
        _queueLogger = loggers.CreateLogger("WebRtcNative.EventQueue");
        _connectionLogger = loggers.CreateLogger("WebRtcNative.PeerConnection");
        _engineLog = new EngineLogForwarding(loggers.CreateLogger("WebRtcNative.Engine"));
        _queue.HandlerFailed += OnHandlerFailed;
    }

    /// <summary>The application's options, to create a connection with some of them changed:
    /// <c>factory.Create(factory.Options with { IceServers = servers })</c>.</summary>
    public PeerConnectionOptions Options { get; }

    /// <summary>A new connection on the application's event queue.</summary>
    /// <param name="options">Null for <see cref="Options"/>.</param>
    /// <returns>The connection, to be closed or disposed by the caller.</returns>
    /// <exception cref="ArgumentException">An option is wrong; the message says which.</exception>
    /// <exception cref="WebRtcException">The engine refuses an option, such as a malformed ICE server URL.</exception>
    /// <exception cref="ObjectDisposedException">The factory or the queue is disposed.</exception>
    public PeerConnection Create(PeerConnectionOptions? options = null)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        _engineLog.FollowLevel();
        var connection = new PeerConnection(options ?? Options, _queue);
        var number = Interlocked.Increment(ref _lastNumber);
        connection.ConnectionStateChanged += (_, state) => Log.ConnectionState(_connectionLogger, number, state);
        return connection;
    }

    /// <summary>Ends the logging. Connections live on. May be repeated.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _queue.HandlerFailed -= OnHandlerFailed;
        _engineLog.Dispose();
    }

    private void OnHandlerFailed(object? sender, Exception exception) => Log.HandlerFailed(_queueLogger, exception);
}
