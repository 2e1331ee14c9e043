namespace WebRtcNative;

// The end of a connection.
public sealed partial class PeerConnection
{
    // The operation whose completion says that the peer is told. All others are above 0.
    private const long Goodbye = 0;

    private TaskCompletionSource? _goodbye; // of the first CloseAsync
    private int _closed;
    private int _disposed;

    internal bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>Closes the connection so that nothing is lost: closes its channels as <see cref="DataChannel.CloseAsync"/> does, all at
    /// the same time, and then the connection. The remote peer gets all messages that were sent before, sees its channels closed and
    /// not failed, and is told of the end of the connection.</summary>
    /// <param name="cancellationToken">Ends the waiting: the connection is closed at once, as <see cref="Close"/> does, and the task is
    /// cancelled.</param>
    /// <returns>Ends when the remote peer has answered the closing of each channel and the last packet of the connection has left. Ends
    /// without that when the connection failed or is closed by <see cref="Close"/>, and when the remote peer accepts no data for
    /// <see cref="PeerConnectionOptions.ClosingTimeout"/>. The connection is closed then in any case. Fails for cancellation
    /// only.</returns>
    /// <remarks>
    /// <para>May be repeated: each call waits for the same end. After <see cref="Close"/> it ends at once. Channels that the remote peer
    /// creates meanwhile are closed with the connection. Messages that were received stay readable in their channels.</para>
    /// <para>The end is an event of the connection's queue: a queue that is polled must be polled meanwhile, and a handler must not
    /// block its thread to wait for the end.</para>
    /// </remarks>
    public async Task CloseAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await Task.WhenAll(_channels.Values.Select(channel => channel.CloseAsync(cancellationToken))).ConfigureAwait(false);
            await SayGoodbyeAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Close();
        }
    }

    /// <summary>close (WebRTC 1.0, section 4.4.2): closes the connection and its channels at once. Pending calls end with an
    /// <see cref="InvalidOperationException"/>; no event is raised after this call. May be repeated.</summary>
    /// <remarks>
    /// <para>Returns at once, before the remote peer is told: the engine's threads do that within milliseconds. Messages that have not
    /// left by then are lost, and the channels of the remote peer fail. <see cref="CloseAsync"/> loses nothing and waits until the peer
    /// is told.</para>
    /// <para>At the orderly end of the process (Main returns, or Environment.Exit is called) open connections are closed, and the process
    /// waits until the peers of all closed connections are told, 2 s at most. A signal without a handler (SIGTERM, Ctrl+C), an
    /// unhandled exception and Environment.FailFast tell no peer: its connection is Disconnected and then Failed, as
    /// <see cref="IceTimingOptions"/> has it.</para>
    /// </remarks>
    public void Close()
    {
        End();
        Volatile.Read(ref _goodbye)?.TrySetResult();
        _queue.Unregister(_tag);
    }

    /// <summary>Closes the connection as <see cref="Close"/> does, and releases its native memory. Returns at once, before the remote peer is
    /// told; <see cref="DisposeAsync"/> waits for that. May be repeated.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref _disposed, 1);
        Close();
        _native.Dispose();
    }

    /// <summary>Closes the connection as <see cref="CloseAsync"/> does, then releases it as <see cref="Dispose"/> does. Never fails; may be
    /// repeated.</summary>
    /// <returns>Ends as <see cref="CloseAsync"/> does.</returns>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        Dispose();
    }

    /// <summary>Closes, but lets the queue deliver the completion that says that the peer is told.</summary>
    private async Task SayGoodbyeAsync(CancellationToken cancellationToken)
    {
        var own = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goodbye = Interlocked.CompareExchange(ref _goodbye, own, null) ?? own;
        if (goodbye == own && !(End() && TryAskForGoodbye()))
            own.TrySetResult();
        try
        {
            await goodbye.Task.WaitAsync(_configuration.ClosingTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Nobody polls the queue.
        }
    }

    private bool TryAskForGoodbye()
    {
        try
        {
            _native.TellClosed(Goodbye);
            return true;
        }
        catch (ObjectDisposedException) // by another thread
        {
            return false;
        }
    }

    /// <summary>Closes but for the queue's registration; false if that was done before.</summary>
    private bool End()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return false;
        try
        {
            _native?.Close(); // null while the constructor runs
        }
        catch (ObjectDisposedException)
        {
            // Disposed by another thread: closed as well.
        }
        foreach (var channel in _channels.Values)
            channel.CloseWithConnection();
        CloseTransceivers();
        Volatile.Read(ref _received)?.End();
        EndOperations();
        EndWaiting();
        EndEventLog();
        _connect.Reached(ConnectionState);
        _ofFactory.Remove(this);
        ProcessEnd.Connections.Remove(this);
        WebRtcMetrics.ConnectionClosed(this);
        return true;
    }
}
