using Microsoft.Extensions.Logging;

namespace WebRtcNative.Hosting;

/// <summary>All log messages. In one class, since the generator puts several classes into the assembly in random order, and a
/// package would differ each time.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1, Message = "{EngineLine}")]
    public static partial void EngineLine(ILogger logger, LogLevel level, string engineLine);

    [LoggerMessage(
        EventId = 2, Level = LogLevel.Warning, Message = "{DroppedLines} lines of the engine's log came too fast and were dropped.")]
    public static partial void LinesDropped(ILogger logger, int droppedLines);

    [LoggerMessage(EventId = 3, Level = LogLevel.Debug, Message = "Connection {ConnectionNumber} is {ConnectionState}.")]
    public static partial void ConnectionState(ILogger logger, long connectionNumber, PeerConnectionState connectionState);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "An event handler failed.")]
    public static partial void HandlerFailed(ILogger logger, Exception exception);
}
