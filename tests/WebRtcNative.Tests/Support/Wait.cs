using System.Diagnostics;

namespace WebRtcNative.Tests.Support;

/// <summary>Waits for conditions, never for time to pass.</summary>
internal static class Wait
{
    /// <summary>How long a condition may take before it counts as never. A test that passes does not wait for it, so it is for
    /// a machine ten times slower than any.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    /// <summary>The same for a program, be it a compiler or a test run.</summary>
    public static readonly TimeSpan ProgramDeadline = TimeSpan.FromMinutes(10);

    private static readonly ThreadLocal<AutoResetEvent> s_never = new(() => new AutoResetEvent(false));

    public static void Until(Func<bool> condition, string what, Action? betweenChecks = null) =>
        Until(condition, () => what, betweenChecks);

    public static void Until(Func<bool> condition, Func<string> what, Action? betweenChecks = null)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < Deadline, $"Not within {Deadline.TotalSeconds} s: {what()}");
            betweenChecks?.Invoke();
            Frame();
        }
    }

    /// <summary>The pause between two frames of a game.</summary>
    public static void Frame() => s_never.Value!.WaitOne(1);
}
