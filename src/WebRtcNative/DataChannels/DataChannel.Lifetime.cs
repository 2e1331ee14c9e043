namespace WebRtcNative;

public sealed partial class DataChannel
{
    private TaskCompletionSource? _opened; // null until the task is asked for
    private TaskCompletionSource? _closed;

    /// <summary>Ends when the channel has become open, even if it is closed by now.</summary>
    /// <remarks>
    /// <para>Fails when the channel can no longer open: with <see cref="Error"/> if the channel failed, otherwise with an
    /// <see cref="InvalidOperationException"/>, which is an <see cref="ObjectDisposedException"/> after Dispose. An unawaited task
    /// reports no failure.</para>
    /// <para><c>await channel.Opened.WaitAsync(cancellationToken)</c> can be cancelled. The task ends when the connection's queue
    /// raises the event, before <see cref="StateChanged"/>. Continuations of the task run on the thread pool or in the context of
    /// the code that awaits it, never inside the queue. <see cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)"/> waits for
    /// an open channel by itself.</para>
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
    /// <remarks>Ends and continues as <see cref="Opened"/> does. Messages that arrived before can still be received after
    /// it.</remarks>
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

    /// <summary>Closes the channel (<see cref="Close"/>) and waits for the end of the closing procedure. All messages of a reliable
    /// channel that were sent before have then reached the remote peer.</summary>
    /// <param name="cancellationToken">Ends the waiting: the task is cancelled, and the closing procedure continues without the
    /// caller.</param>
    /// <returns>Ends when the remote peer has answered the closing procedure. Ends without that answer when the connection is
    /// closed on this side or its state is Failed, and when the remote peer accepts no data for
    /// <see cref="PeerConnectionOptions.ClosingTimeout"/>: <see cref="BufferedAmount"/> does not fall, or is 0 without an answer. Fails
    /// for cancellation only.</returns>
    /// <remarks>May be repeated: each call waits for the same end. Unread messages can be received after it. Calls of SendAsync that
    /// still wait for room fail, as with <see cref="Close"/>. The end is an event of the connection's queue: a queue that is polled must
    /// be polled meanwhile, and a handler must not block its thread to wait for the end.</remarks>
    public async Task CloseAsync(CancellationToken cancellationToken = default)
    {
        Close();
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Connection.ConnectionStateChanged += OnConnectionState;
        try
        {
            // Read afterwards: the handler did not get an earlier change.
            OnConnectionState(this, Connection.ConnectionState);
            await WaitForPeerAsync(Task.WhenAny(Closed, failed.Task), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Connection.ConnectionStateChanged -= OnConnectionState;
        }

        void OnConnectionState(object? sender, PeerConnectionState state)
        {
            if (state is PeerConnectionState.Failed or PeerConnectionState.Closed)
                failed.TrySetResult();
        }
    }

    /// <summary>Closes the channel as <see cref="CloseAsync"/> does, then drops unread messages as <see cref="Dispose"/> does. Never fails;
    /// may be repeated.</summary>
    /// <returns>Ends as <see cref="CloseAsync"/> does.</returns>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        Dispose();
    }

    /// <summary>Waits until the channel is closed, or until the remote peer stops accepting data.</summary>
    private async Task WaitForPeerAsync(Task end, CancellationToken cancellationToken)
    {
        long before;
        do
        {
            before = BufferedAmount;
            var waiting = end.WaitAsync(Connection.GetConfiguration().ClosingTimeout, cancellationToken);
            await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (waiting.IsCanceled)
                cancellationToken.ThrowIfCancellationRequested();
        }
        while (!end.IsCompleted && BufferedAmount < before);
    }

    /// <summary>Ends the tasks that the new state decides. Called after each change of the state.</summary>
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
            (Exception?)Error
            ?? (IsDisposed
                ? new ObjectDisposedException(GetType().FullName)
                : new InvalidOperationException("The data channel was closed before it was open.")));
        _ = opened.Task.Exception; // observed, so that an unawaited task raises no UnobservedTaskException
    }

    private static TaskCompletionSource GetOrCreate(ref TaskCompletionSource? place) =>
        Volatile.Read(ref place)
        ?? Interlocked.CompareExchange(ref place, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null)
        ?? place!;
}
