using System.Collections.Concurrent;

namespace WebRtcNative.Tests.Support;

/// <summary>A program with one thread, as a game is: each frame polls, and then runs what awaited. So the order is that of the
/// W3C's event loop: what follows an await runs before the next poll.</summary>
internal sealed class GameLoop : SynchronizationContext, IDisposable
{
    private readonly ConcurrentQueue<Action> _posted = new();

    public EventQueue Queue { get; } = new();

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue(() => d(state));

    public void Until(Func<bool> condition, Func<string> what) => Support.Wait.Until(condition, what, Frame);

    /// <summary>Runs it on this loop until it has ended.</summary>
    public void Finish(Func<Task> start)
    {
        Task? task = null;
        Post(_ => task = start(), null);
        Until(() => task is { IsCompleted: true }, () => "the task to end");
        task!.GetAwaiter().GetResult();
    }

    public void Frame()
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            Queue.Poll();
            while (_posted.TryDequeue(out var action))
                action();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public void Dispose() => Queue.Dispose();
}
