namespace WebRtcNative;

public sealed partial class DataChannel
{
    private TaskCompletionSource? _opened; // null until somebody asks for the task
    private TaskCompletionSource? _closed;

    /// <summary>Ends when the channel has become open, also where it is closed by now.</summary>
    /// <remarks>
    /// <para>Fails when the channel can no longer open: with <see cref="Error"/> where the channel failed, else with an
    /// <see cref="InvalidOperationException"/>, which is an <see cref="ObjectDisposedException"/> after Dispose. A task that nobody awaits
    /// reports no failure.</para>
    /// <para><c>await channel.Opened.WaitAsync(cancellationToken)</c> waits with an end. The task ends when the connection's queue raises the
    /// event, before <see cref="StateChanged"/>. Continuations of the task run on the thread pool or in the context of the code that awaits
    /// it, never inside the queue. <see cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)"/> waits for an open channel by itself.</para>
    /// </remarks>
    public Task Opened
    {
        get
        {
            if ((Volatile.Read(ref _state) & WasOpen) != 0)
                return Task.CompletedTask;
            var opened = GetOrCreate(ref _opened);
            EndTasks();
            return opened.Task;
        }
    }

    /// <summary>Ends when the channel is closed: the closing procedure of either side is complete, or the channel failed, or the channel or
    /// its connection was closed or disposed on this side. Never fails: <see cref="Error"/> says why a channel failed.</summary>
    /// <remarks>Ends and continues as <see cref="Opened"/> does. Messages that were received before can still be taken out after it.</remarks>
    public Task Closed
    {
        get
        {
            if (State == DataChannelState.Closed)
                return Task.CompletedTask;
            var closed = GetOrCreate(ref _closed);
            EndTasks();
            return closed.Task;
        }
    }

    /// <summary>Ends the tasks that the state allows no longer to wait. Called after each change of the state.</summary>
    private void EndTasks()
    {
        var state = Volatile.Read(ref _state);
        if ((state & WasOpen) != 0)
            Volatile.Read(ref _opened)?.TrySetResult();
        else if (StateOf(state) >= DataChannelState.Closing)
            FailOpened(Volatile.Read(ref _opened));
        if (StateOf(state) == DataChannelState.Closed)
            Volatile.Read(ref _closed)?.TrySetResult();
    }

    private void FailOpened(TaskCompletionSource? opened)
    {
        if (opened == null)
            return;
        opened.TrySetException(
            Error
            ?? (IsDisposed
                ? new ObjectDisposedException(GetType().FullName)
                : new InvalidOperationException("The data channel was closed before it was open.")));
        _ = opened.Task.Exception; // seen, so that a task which nobody awaits raises no UnobservedTaskException
    }

    private static TaskCompletionSource GetOrCreate(ref TaskCompletionSource? place) =>
        Volatile.Read(ref place)
        ?? Interlocked.CompareExchange(ref place, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null)
        ?? place!;
}
