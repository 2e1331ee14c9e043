using WebRtcNative.Interop;

namespace WebRtcNative;

public sealed partial class PeerConnection
{
    private TrickledDescription? _currentLocal;
    private TrickledDescription? _pendingLocal;

    /// <summary>signalingstatechange: the signaling state has changed. Raised by the connection's queue.</summary>
    public event EventHandler<SignalingState>? SignalingStateChanged;

    /// <summary>signalingState: how far the exchange of offer and answer is.</summary>
    public SignalingState SignalingState { get => IsClosed ? SignalingState.Closed : field; private set; }

    /// <summary>localDescription: the pending one, else the current one, with the candidates gathered so far; null before the first.
    /// Until gathering is complete, its lines "c=" and "m=" name no address yet (RFC 8840, section 4.1).</summary>
    public SessionDescription? LocalDescription => PendingLocalDescription ?? CurrentLocalDescription;

    /// <summary>remoteDescription: the pending one, else the current one, with the candidates added so far; null before the
    /// first.</summary>
    public SessionDescription? RemoteDescription => PendingRemoteDescription ?? CurrentRemoteDescription;

    /// <summary>currentLocalDescription: this side's description of the last exchange that was completed; null before the first.</summary>
    public SessionDescription? CurrentLocalDescription => _currentLocal?.Value;

    /// <summary>pendingLocalDescription: this side's description of the exchange that is under way; null if none is.</summary>
    public SessionDescription? PendingLocalDescription => _pendingLocal?.Value;

    /// <summary>currentRemoteDescription: the remote peer's description of the last exchange that was completed; null before the
    /// first.</summary>
    public SessionDescription? CurrentRemoteDescription { get; private set; }

    /// <summary>pendingRemoteDescription: the remote peer's description of the exchange that is under way; null if none is.</summary>
    public SessionDescription? PendingRemoteDescription { get; private set; }

    /// <summary>createOffer (WebRTC 1.0, section 4.4.2): describes what this side offers, to be set here and sent to the remote
    /// peer.</summary>
    /// <param name="options">Null for none.</param>
    /// <param name="cancellationToken">Ends the wait, not the engine's work.</param>
    /// <exception cref="InvalidOperationException">The connection is closed, perhaps during the call.</exception>
    /// <exception cref="WebRtcException">The engine refuses.</exception>
    public Task<SessionDescription> CreateOfferAsync(OfferOptions? options = null, CancellationToken cancellationToken = default) =>
        AsTask(done => CreateOffer(done, options), result => result.Description, cancellationToken);

    /// <summary>createAnswer (WebRTC 1.0, section 4.4.2): answers the remote peer's offer, which was set before.</summary>
    /// <param name="cancellationToken">Ends the wait, not the engine's work.</param>
    /// <exception cref="InvalidOperationException">The connection is closed, perhaps during the call.</exception>
    /// <exception cref="WebRtcException">There is no remote offer (<see cref="RtcErrorType.InvalidState"/>), or the engine refuses.</exception>
    public Task<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken = default) =>
        AsTask(CreateAnswer, result => result.Description, cancellationToken);

    /// <summary>setLocalDescription without an argument (WebRTC 1.0, section 4.4.2): creates the offer or answer that the
    /// signaling state calls for and sets it.</summary>
    /// <returns>The description to send to the remote peer. <see cref="LocalDescription"/> is the same only until the next event is
    /// raised, which may be before the code after the await runs.</returns>
    /// <param name="cancellationToken">Ends the wait, not the engine's work.</param>
    /// <exception cref="WebRtcException">The connection is in the wrong state for it (<see cref="RtcErrorType.InvalidState"/>), or the
    /// engine refuses.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed, perhaps during the call.</exception>
    public Task<SessionDescription> SetLocalDescriptionAsync(CancellationToken cancellationToken = default) =>
        AsTask(SetLocalDescription, _ => LocalDescription!, cancellationToken);

    /// <summary>setLocalDescription (WebRTC 1.0, section 4.4.2): sets this side's description, and starts the gathering of candidates.</summary>
    /// <param name="description">The description of <see cref="CreateOfferAsync"/> or <see cref="CreateAnswerAsync"/>, or a
    /// rollback.</param>
    /// <param name="cancellationToken">Ends the wait, not the engine's work.</param>
    /// <exception cref="ArgumentException">The description or its SDP is null, or its type has no name (thrown by the call).</exception>
    /// <exception cref="WebRtcException">The SDP cannot be parsed (thrown by the call), another connection has created it
    /// (<see cref="RtcErrorType.InvalidModification"/>), the connection is in the wrong state for it
    /// (<see cref="RtcErrorType.InvalidState"/>), or the engine refuses.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed, perhaps during the call.</exception>
    public Task SetLocalDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default) =>
        AsTask(done => SetLocalDescription(description, done), cancellationToken);

    /// <summary>setRemoteDescription (WebRTC 1.0, section 4.4.2): sets the remote peer's description. An offer in the state
    /// <see cref="SignalingState.HaveLocalOffer"/> rolls the local one back. An offer that the engine refuses while it applies it is rolled
    /// back: the state is <see cref="SignalingState.Stable"/> then, and the connection takes another offer.</summary>
    /// <param name="description">The description that the remote peer sent.</param>
    /// <param name="cancellationToken">Ends the wait, not the engine's work.</param>
    /// <exception cref="ArgumentException">The description or its SDP is null, or its type has no name (thrown by the call).</exception>
    /// <exception cref="WebRtcException">The SDP cannot be parsed (thrown by the call), the connection is in the wrong state for it
    /// (<see cref="RtcErrorType.InvalidState"/>), or the engine refuses.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed, perhaps during the call.</exception>
    public Task SetRemoteDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default) =>
        AsTask(done => SetRemoteDescription(description, done), cancellationToken);

    /// <summary>restartIce (WebRTC 1.0, section 4.4.2): the next offer has new ICE credentials, and
    /// <see cref="NegotiationNeeded"/> will be raised. Returns at once.</summary>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    public void RestartIce()
    {
        ThrowIfClosed();
        _native.RestartIce();
    }

    internal void CreateOffer(OperationCompletion done, OfferOptions? options = null) =>
        StartChained(done, id => _native.CreateOffer(id, options?.IceRestart == true));

    internal void CreateAnswer(OperationCompletion done) => StartChained(done, _native.CreateAnswer);

    internal void SetLocalDescription(OperationCompletion done) => StartSetting(done, _native.SetLocalDescription);

    internal void SetLocalDescription(SessionDescription description, OperationCompletion done)
    {
        CheckDescription(description);
        StartSetting(done, id => _native.SetLocalDescription(id, description));
    }

    internal void SetRemoteDescription(SessionDescription description, OperationCompletion done)
    {
        CheckDescription(description);
        StartSetting(done, id => _native.SetRemoteDescription(id, description));
    }

    private void StartSetting(OperationCompletion done, Action<long> call)
    {
        _connect.Begin();
        IsNegotiationNeeded = false;
        StartChained(done, call);
    }

    private void SetKnown(DescriptionSlot slot, SessionDescription? description)
    {
        if (description != null && slot is (DescriptionSlot.CurrentLocal or DescriptionSlot.PendingLocal))
            BeginGathering(description);
        lock (_earlyCandidates) // early candidates wait for one of these
            Assign(slot, description);
        if (RemoteDescription != null)
            AddEarlyCandidates();
    }

    private void Assign(DescriptionSlot slot, SessionDescription? description)
    {
        switch (slot)
        {
            case DescriptionSlot.CurrentLocal:
                _currentLocal = description == null ? null : new TrickledDescription(description);
                break;
            case DescriptionSlot.PendingLocal:
                _pendingLocal = description == null ? null : new TrickledDescription(description);
                break;
            case DescriptionSlot.CurrentRemote:
                CurrentRemoteDescription = description;
                break;
            case DescriptionSlot.PendingRemote:
                PendingRemoteDescription = description;
                break;
        }
    }

    private static void CheckDescription(SessionDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(description.Sdp, nameof(description));
        if (!Enum.IsDefined(description.Type))
            throw new ArgumentOutOfRangeException(nameof(description), description.Type, "Unknown SDP type.");
    }
}
