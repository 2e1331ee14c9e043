namespace WebRtcNative.TortureTests.Pauses;

/// <summary>A collection of the other process.</summary>
/// <param name="Begin">When it was asked for, by the machine's clock that both processes share (Stopwatch).</param>
/// <param name="End">When it was over.</param>
/// <param name="Duration">How long managed threads stood still.</param>
internal sealed record Pause(long Begin, long End, TimeSpan Duration);
