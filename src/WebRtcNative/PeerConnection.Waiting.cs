namespace WebRtcNative;

// Tasks that wait for a state. They end when the queue raises the event of the state, before its handlers are
// called.
public sealed partial class PeerConnection
{
    private readonly Lock _waitLock = new();
    private TaskCompletionSource<SessionDescription>? _gathering; // null while no code waits
    private TaskCompletionSource<bool>? _connecting;
    private HashSet<string?> _localFragments = []; // ICE username fragments of the last local description
    private bool _isGathered; // all candidates of those fragments were raised
    private bool _wasConnected;

    /// <summary>Waits until all local candidates are gathered. So a description can be sent as a whole, without candidates one by
    /// one.</summary>
    /// <param name="cancellationToken">Ends the wait, not the gathering.</param>
    /// <returns><see cref="LocalDescription"/> with all candidates. Also waits for a local description, if none is set yet; after an
    /// ICE restart, for the candidates of the restart.</returns>
    /// <exception cref="InvalidOperationException">The connection is closed, perhaps during the call; or its option
    /// <see cref="PeerConnectionOptions.GatherContinually"/> is set, with which gathering never ends (thrown by the call).</exception>
    /// <remarks>Without STUN and TURN servers it takes about 20 ms. A server that does not answer delays it by up to
    /// 10 seconds, so trickled candidates connect faster.</remarks>
    public Task<SessionDescription> WaitForGatheringAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        if (_configuration.GatherContinually)
            throw new InvalidOperationException("With GatherContinually the gathering of candidates never ends.");
        Task<SessionDescription> task;
        lock (_waitLock)
        {
            if (_isGathered && LocalDescription is { } description)
                return Task.FromResult(description);
            task = (_gathering ??= new TaskCompletionSource<SessionDescription>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
        if (IsClosed) // closed since the check above: Close may have missed this one
            EndWaiting();
        return task.WaitAsync(cancellationToken);
    }

    /// <summary>Waits until <see cref="ConnectionState"/> is <see cref="PeerConnectionState.Connected"/>: ends at once if it is, and
    /// waits while it is New, Connecting or Disconnected.</summary>
    /// <param name="cancellationToken">Ends the wait, not the connecting. A remote peer that never answers leaves the state New for ever,
    /// so give a token with a timeout.</param>
    /// <exception cref="WebRtcException">The state is Failed or becomes Failed; the message says what did not work.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed, perhaps during the call.</exception>
    /// <remarks>For channels wait for <see cref="DataChannel.Opened"/>.</remarks>
    public Task WaitForConnectedAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        Task task;
        lock (_waitLock)
        {
            if (ConnectionState == PeerConnectionState.Connected)
                return Task.CompletedTask;
            if (ConnectionState == PeerConnectionState.Failed)
                return Task.FromException(WhyFailed());
            task = (_connecting ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
        if (IsClosed)
            EndWaiting();
        return task.WaitAsync(cancellationToken);
    }

    /// <summary>Whether the candidate belongs to the local description that was set last.</summary>
    internal bool IsOfLocalDescription(IceCandidate candidate)
    {
        lock (_waitLock)
            return _localFragments.Contains(candidate.UsernameFragment);
    }

    /// <summary>A new local description: with a new username fragment the engine gathers anew, and "complete" of the fragment before
    /// does not count.</summary>
    private void BeginGathering(SessionDescription description)
    {
        var fragments = DescriptionCandidates.UsernameFragments(description);
        lock (_waitLock)
        {
            _isGathered &= fragments.SetEquals(_localFragments);
            _localFragments = fragments;
        }
    }

    private void EndGathering(IceGatheringState state)
    {
        TaskCompletionSource<SessionDescription>? waiting;
        SessionDescription? description;
        lock (_waitLock)
        {
            description = LocalDescription;
            _isGathered = state == IceGatheringState.Complete && description != null;
            if (!_isGathered)
                return;
            (waiting, _gathering) = (_gathering, null);
        }
        waiting?.TrySetResult(description!);
    }

    private void EndConnecting(PeerConnectionState state)
    {
        TaskCompletionSource<bool>? waiting;
        lock (_waitLock)
        {
            ConnectionState = state;
            _wasConnected |= state == PeerConnectionState.Connected;
            if (state is not (PeerConnectionState.Connected or PeerConnectionState.Failed))
                return;
            (waiting, _connecting) = (_connecting, null);
        }
        if (state == PeerConnectionState.Connected)
            waiting?.TrySetResult(true);
        else
            Fail(waiting, WhyFailed());
    }

    /// <summary>The connection is closed.</summary>
    private void EndWaiting()
    {
        lock (_waitLock)
        {
            Fail(_gathering, new InvalidOperationException("The peer connection was closed."));
            Fail(_connecting, new InvalidOperationException("The peer connection was closed."));
        }
    }

    private WebRtcException WhyFailed()
    {
        var what = _transports.Any(one => one.State == DtlsTransportState.Failed) ? "the DTLS handshake failed"
            : _wasConnected ? "the remote peer no longer answers"
            : DescriptionCandidates.Read(RemoteDescription).Count == 0 ? "the remote peer has sent no candidates"
            : IceConnectionState is IceConnectionState.Connected or IceConnectionState.Completed ? "the DTLS handshake did not end in time"
            : "no pair of candidates works";
        return new WebRtcException($"The connection failed: {what}.", RtcErrorType.NetworkError);
    }

    private static void Fail<T>(TaskCompletionSource<T>? source, Exception exception)
    {
        if (source?.TrySetException(exception) == true)
            _ = source.Task.Exception; // observed: all its waiters may have been cancelled
    }
}
