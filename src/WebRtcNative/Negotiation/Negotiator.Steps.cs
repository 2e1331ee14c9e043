namespace WebRtcNative;

// The steps of the negotiation. All of them run on the connection's queue, one after the other: a message waits until the
// operations of the message before have ended. So the signaling state is the state to decide by, and no offer is being made when
// another one arrives.
public sealed partial class Negotiator
{
    private readonly List<IceCandidate> _heldCandidates = []; // until their description is sent
    private object? _operation; // under way; null for none
    private bool _describes; // a local description is being set
    private bool _isNeeded;
    private bool _ignoresOffer;
    private HashSet<string?> _ignoredFragments = []; // ICE username fragments of the last ignored offer
    private SdpOrigin? _remote; // of the last description that was set
    private int _restarts;

    private void Schedule()
    {
        if (Interlocked.Exchange(ref _scheduled, 1) != 0)
            return;
        Post(() =>
        {
            Interlocked.Exchange(ref _scheduled, 0);
            Continue();
        });
    }

    /// <summary>Takes what waits, until an operation is under way. Its end continues.</summary>
    private void Continue()
    {
        while (!IsOver && _operation == null)
        {
            if (_isNeeded)
                Offer();
            else if (_inbox.TryDequeue(out var next))
                next();
            else
                return;
        }
    }

    private void OnNegotiationNeeded(object? sender, EventArgs e)
    {
        _isNeeded = true;
        Continue();
    }

    private void OnIceCandidateGathered(object? sender, IceCandidate candidate)
    {
        if (_describes)
            _heldCandidates.Add(candidate);
        else
            Send(candidate);
    }

    private void OnConnectionStateChanged(object? sender, PeerConnectionState state)
    {
        if (state == PeerConnectionState.Connected)
            _restarts = 0;
        if (state != PeerConnectionState.Failed)
            return;
        if (_restarts++ >= MaxRestarts)
        {
            Report(new WebRtcException($"ICE was restarted {MaxRestarts} times without success.", RtcErrorType.NetworkError));
            return;
        }
        _inbox.Enqueue(() =>
        {
            // The other side may have restarted meanwhile.
            if (Connection.ConnectionState == PeerConnectionState.Failed)
                RestartNow();
        });
        Continue();
    }

    private void Offer()
    {
        _isNeeded = false;
        if (Connection.SignalingState == SignalingState.Stable) // otherwise the event is raised again
            Describe();
    }

    /// <summary>Sets the offer or answer that is due, and sends it.</summary>
    private void Describe()
    {
        _describes = true;
        Begin(
            Connection.SetLocalDescription,
            () =>
            {
                if (Connection.LocalDescription is { } description)
                    Send(new NegotiationMessage(description, null));
            },
            () =>
            {
                _describes = false;
                _heldCandidates.ForEach(Send);
                _heldCandidates.Clear();
            });
    }

    private void Take(SessionDescription description, bool isAgain)
    {
        var state = Connection.SignalingState;
        var isOffer = description.Type == SdpType.Offer;
        var expectsAnswer = state is SignalingState.HaveLocalOffer or SignalingState.HaveRemotePrAnswer;
        var origin = SdpOrigin.Of(description);
        if (origin?.IsBefore(_remote) == true || (!isOffer && !expectsAnswer))
            return; // late, or twice
        _ignoresOffer = isOffer && expectsAnswer && !_polite;
        if (_ignoresOffer)
        {
            _ignoredFragments = DescriptionCandidates.UsernameFragments(description);
            if (isAgain) // this side's offer was lost, or the other side would have given way to it
                SendAgain();
            return;
        }
        Begin(
            done => Connection.SetRemoteDescription(description, done),
            () =>
            {
                _remote = origin;
                _ignoredFragments.ExceptWith(DescriptionCandidates.UsernameFragments(description));
                if (isOffer)
                    Describe();
            });
    }

    private void Take(IceCandidate candidate)
    {
        if (candidate.UsernameFragment == null ? _ignoresOffer : _ignoredFragments.Contains(candidate.UsernameFragment))
            return;
        Try(() => Connection.AddIceCandidate(candidate, result => Report(result.Error)));
    }

    private void RestartNow()
    {
        var pending = Connection.PendingLocalDescription;
        if (Connection.SignalingState == SignalingState.HaveLocalOffer)
            SendAgain();
        // An offer that restarts ICE needs no second restart after it.
        if (pending == null
            || DescriptionCandidates.UsernameFragments(pending).SetEquals(
                DescriptionCandidates.UsernameFragments(Connection.CurrentLocalDescription)))
        {
            Try(Connection.RestartIce);
        }
    }

    private void SendAgain()
    {
        if (Connection.PendingLocalDescription is { } offer)
            Send(new NegotiationMessage(offer, null, IsAgain: true));
    }

    /// <summary>Starts an operation, after whose completion nothing else is begun until <paramref name="completed"/> has returned
    /// without starting another one.</summary>
    private void Begin(Action<OperationCompletion> start, Action completed, Action? ended = null)
    {
        var operation = new object();
        _operation = operation;
        if (Try(() => start(End)))
            return;
        ended?.Invoke();
        EndOperation();

        void End(OperationResult result)
        {
            if (IsOver)
                return;
            if (result.Error == null)
                completed();
            else
                Report(result.Error);
            ended?.Invoke();
            EndOperation();
        }

        void EndOperation()
        {
            if (_operation != operation)
                return;
            _operation = null;
            if (_isNeeded || !_inbox.IsEmpty)
                Schedule();
        }
    }

    private bool Try(Action call)
    {
        try
        {
            call();
            return true;
        }
        catch (Exception e) when (e is WebRtcException or ArgumentException or InvalidOperationException)
        {
            Report(e);
            return false;
        }
    }

    // A browser refuses a candidate of an offer that was rolled back.
    private void Send(IceCandidate candidate)
    {
        if (Connection.IsOfLocalDescription(candidate))
            Send(new NegotiationMessage(null, candidate));
    }

    private void Send(NegotiationMessage message)
    {
        if (!IsOver)
            _outbox.Send(message.Write());
    }

    /// <summary>In an event of its own, so that a handler that throws, or polls, disturbs no step of the negotiation.</summary>
    private void Report(Exception? error)
    {
        if (error == null || IsOver)
            return;
        Post(() =>
        {
            if (IsOver)
                return;
            if (ErrorOccurred is { } handlers)
                handlers(this, error);
            else
                StandardError.Write($"Negotiation failed, and Negotiator.ErrorOccurred has no listener: {error}");
        });
    }

    private void Post(Action run)
    {
        try
        {
            Connection.Post(run);
        }
        catch (InvalidOperationException)
        {
            // Closed meanwhile: there is nothing left to negotiate, and nobody to tell.
        }
    }
}
