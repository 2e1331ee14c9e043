using WebRtcNative.Interop;

namespace WebRtcNative;

public sealed partial class PeerConnection
{
    private const int MaxEarlyCandidates = 1024;

    private readonly List<(IceCandidate Candidate, OperationCompletion Done)> _earlyCandidates = [];

    /// <summary>icecandidate: a local candidate to send to the remote peer. The end of candidates is reported by
    /// <see cref="IceGatheringStateChanged"/>. Raised by the connection's queue.</summary>
    public event EventHandler<IceCandidate>? IceCandidateGathered;

    /// <summary>A local candidate is no longer valid, because its network is gone. Only raised with
    /// <see cref="PeerConnectionOptions.GatherContinually"/>. Raised by the connection's queue.</summary>
    public event EventHandler<IceCandidate>? IceCandidateRemoved;

    /// <summary>icecandidateerror: a STUN or TURN server could not be used. Raised by the connection's queue.</summary>
    public event EventHandler<IceCandidateError>? IceCandidateErrorOccurred;

    /// <summary>icegatheringstatechange: the gathering state has changed. The state becomes Gathering and Complete again when a network
    /// interface comes up later and brings candidates. Raised by the connection's queue.</summary>
    public event EventHandler<IceGatheringState>? IceGatheringStateChanged;

    /// <summary>iceconnectionstatechange: the state of ICE has changed. Raised by the connection's queue.</summary>
    public event EventHandler<IceConnectionState>? IceConnectionStateChanged;

    /// <summary>iceGatheringState: how far the search for local candidates is.</summary>
    public IceGatheringState IceGatheringState { get; private set; }

    /// <summary>iceConnectionState: how far ICE has got in connecting the peers.</summary>
    public IceConnectionState IceConnectionState { get => IsClosed ? IceConnectionState.Closed : field; private set; }

    /// <summary>canTrickleIceCandidates (WebRTC 1.0, section 4.4.2): whether the remote peer accepts candidates one by one, by its
    /// description ("a=ice-options:trickle", RFC 8840); null without a description.</summary>
    public bool? CanTrickleIceCandidates => RemoteDescription is { } remote ? HasTrickle(remote.Sdp) : null;

    /// <summary>addIceCandidate (WebRTC 1.0, section 4.4.2): adds a candidate of the remote peer. A candidate that arrives before the
    /// remote description is kept and added after it; the task does not wait for that. An empty candidate, the end of candidates, is
    /// accepted and changes nothing: the engine does not wait for it.</summary>
    /// <param name="candidate">The candidate that the remote peer sent.</param>
    /// <param name="cancellationToken">Ends the wait, not the engine's work.</param>
    /// <remarks>The W3C refuses early candidates. Here a candidate can overtake its offer on the way, since the code after an await
    /// may run after the next event is raised.</remarks>
    /// <exception cref="ArgumentException">The candidate or its attribute is null, neither SdpMid nor SdpMLineIndex is given, or that
    /// index is not within 0 and 65535 (thrown by the call).</exception>
    /// <exception cref="WebRtcException">The candidate cannot be parsed, or 1,024 candidates already wait for the remote
    /// description (both thrown by the call); or the engine refuses.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed, perhaps during the call.</exception>
    public Task AddIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default) =>
        AsTask(
            done =>
            {
                if (!AddIceCandidate(candidate, done))
                    done(default);
            },
            cancellationToken);

    /// <summary>Removes a candidate of the remote peer, such as one that the peer has removed.</summary>
    /// <param name="candidate">As it was added.</param>
    /// <param name="cancellationToken">Ends the wait, not the engine's work.</param>
    /// <exception cref="ArgumentException">The candidate is null or empty, has neither SdpMid nor SdpMLineIndex, or an index that is
    /// not within 0 and 65535 (thrown by the call).</exception>
    /// <exception cref="WebRtcException">The candidate cannot be parsed (thrown by the call), or was not added.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed, perhaps during the call.</exception>
    public Task RemoveIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default) =>
        AsTask(done => RemoveIceCandidate(candidate, done), cancellationToken);

    /// <summary>False if the candidate is kept for later: then done is called after the remote description is set.</summary>
    internal bool AddIceCandidate(IceCandidate candidate, OperationCompletion done)
    {
        CheckIceCandidate(candidate);
        ThrowIfClosed();
        if (candidate.Candidate.Length == 0)
        {
            done(default);
            return true;
        }
        lock (_earlyCandidates)
        {
            if (RemoteDescription == null)
            {
                if (_earlyCandidates.Count >= MaxEarlyCandidates)
                {
                    throw new WebRtcException(
                        $"{MaxEarlyCandidates} candidates wait for the remote description already.", RtcErrorType.ResourceExhausted);
                }
                _earlyCandidates.Add((candidate, done));
                return false;
            }
        }
        StartChained(done, id => _native.AddIceCandidate(id, candidate));
        return true;
    }

    /// <summary>Adds the early candidates, now that there is a remote description.</summary>
    private void AddEarlyCandidates()
    {
        foreach (var (candidate, done) in TakeEarlyCandidates())
        {
            try
            {
                StartChained(done, id => _native.AddIceCandidate(id, candidate));
            }
            catch (InvalidOperationException e) // closed meanwhile
            {
                done(new OperationResult(e));
            }
        }
    }

    private (IceCandidate Candidate, OperationCompletion Done)[] TakeEarlyCandidates()
    {
        lock (_earlyCandidates)
        {
            var taken = _earlyCandidates.ToArray();
            _earlyCandidates.Clear();
            return taken;
        }
    }

    private void SetIceGatheringState(IceGatheringState state)
    {
        IceGatheringState = state;
        _connect.Reached("webrtc.ice_gathering_state", state);
        EndGathering(state);
        RaiseInTurn(
            () => OnlyTransport?.IceTransport.Update(state),
            () => IceGatheringStateChanged?.Invoke(this, state));
    }

    // The connection's state is made of the states of its transports (WebRTC 1.0, section 4.3.4): of one transport, it is that one's.
    private void SetIceConnectionState(IceConnectionState state)
    {
        IceConnectionState = state;
        _connect.Reached("webrtc.ice_connection_state", state);
        RaiseInTurn(
            () => OnlyTransport?.IceTransport.Update((IceTransportState)state),
            () => IceConnectionStateChanged?.Invoke(this, state));
    }

    /// <summary>The transport's event, then the connection's (WebRTC 1.0, section 5.6), unless a handler has closed the
    /// connection. A handler that throws does not keep the second event from its handlers.</summary>
    private void RaiseInTurn(Action ofTransport, Action ofConnection)
    {
        try
        {
            ofTransport();
        }
        finally
        {
            if (!IsClosed)
                ofConnection();
        }
    }

    /// <summary>Throws if the candidate could not be added to any connection.</summary>
    internal static void CheckIceCandidate(IceCandidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(candidate.Candidate, nameof(candidate));
        if (candidate.SdpMLineIndex is < 0 or > ushort.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(candidate), candidate.SdpMLineIndex, "SdpMLineIndex must be within 0 and 65535.");
        if (candidate.Candidate.Length > 0)
            NativePeerConnection.CheckIceCandidate(candidate);
    }

    private void RemoveIceCandidate(IceCandidate candidate, OperationCompletion done)
    {
        CheckIceCandidate(candidate);
        if (candidate.Candidate.Length == 0)
            throw new ArgumentException("The candidate is empty.", nameof(candidate));
        Start(done, id => _native.RemoveIceCandidate(id, candidate));
    }

    // Some implementations separate options by commas.
    private static bool HasTrickle(string sdp)
    {
        const string Options = "a=ice-options:";
        foreach (var line in sdp.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(Options, StringComparison.Ordinal)
                && line[Options.Length..].ToString().Split(' ', ',').Contains("trickle", StringComparer.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    private static IceCandidate ToCandidate(NativeCandidate candidate) =>
        IceCandidate.FromEngine(
            candidate.Candidate, candidate.SdpMid, candidate.SdpMLineIndex >= 0 ? candidate.SdpMLineIndex : null, candidate.ServerUrl);
}
