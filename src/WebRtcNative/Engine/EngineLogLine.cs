namespace WebRtcNative;

/// <summary>A line of libwebrtc's log.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">The line, with source file and number.</param>
/// <param name="DroppedBefore">How many lines were dropped before this one because nobody took them in time.</param>
public sealed record EngineLogLine(EngineLogSeverity Severity, string Message, int DroppedBefore);
