using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using WebRtcNative.Hosting;

namespace WebRtcNative.Tests.Hosting;

/// <summary>Keeps logged lines, from a level on that may change.</summary>
internal sealed class RecordingLoggers : ILoggerFactory
{
    public LogLevel Minimum { get; set; } = LogLevel.Trace;

    public ConcurrentQueue<(string Category, LogLevel Level, string Text, Exception? Exception)> Lines { get; } = new();

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(RecordingLoggers owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= owner.Minimum;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                owner.Lines.Enqueue((category, logLevel, formatter(state, exception), exception));
        }
    }
}
