using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace WebRtcNative.SignalingTests.Support;

/// <summary>All log messages of a server, of every level and of ASP.NET Core too.</summary>
internal sealed class LogRecorder : ILoggerProvider
{
    private const string OwnCategory = "WebRtcNative.Signaling.Server";

    private readonly ConcurrentQueue<string> _own = new();
    private readonly ConcurrentQueue<string> _all = new();

    /// <summary>The messages of the signaling server, each after its level.</summary>
    public string[] Own => [.. _own];

    /// <summary>All messages, with exceptions.</summary>
    public string All => string.Join('\n', _all);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void WaitFor(string message) =>
        Wait.Until(() => Own.Contains(message), () => $"\"{message}\"; there were\n{string.Join('\n', Own)}");

    public void Dispose()
    {
    }

    private sealed class Logger(LogRecorder recorder, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var message = $"{logLevel}: {formatter(state, exception)}";
            recorder._all.Enqueue($"{category} {message} {exception}");
            if (category.StartsWith(OwnCategory, StringComparison.Ordinal))
                recorder._own.Enqueue(message);
        }
    }
}
