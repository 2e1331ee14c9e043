namespace WebRtcNative;

/// <summary>RTCIceTransport (WebRTC 1.0, section 5.6): finds the pair of candidates that the packets of a
/// <see cref="DtlsTransport"/> go between. Values change when the events of the connection are raised.</summary>
/// <remarks>The W3C's component is always RTP, since RTP and RTCP share a transport. It has no member here.</remarks>
public sealed class IceTransport
{
    private readonly PeerConnection _connection;
    private readonly string _mid; // of the section that the transport was made for
    private volatile IceCandidate[] _gathered = []; // replaced, never changed: any thread may read it

    internal IceTransport(PeerConnection connection, string mid)
    {
        _connection = connection;
        _mid = mid;
        State = (IceTransportState)connection.IceConnectionState;
        GatheringState = connection.IceGatheringState;
    }

    /// <summary>statechange: <see cref="State"/> has changed. Raised by the connection's queue, before
    /// <see cref="PeerConnection.IceConnectionStateChanged"/>; not for the connection's own <see cref="PeerConnection.Close"/>, after which
    /// <see cref="State"/> is Closed at once (WebRTC 1.0, section 4.4.1.11: no event).</summary>
    public event EventHandler<IceTransportState>? StateChanged;

    /// <summary>gatheringstatechange: <see cref="GatheringState"/> has changed. Raised by the connection's queue, before
    /// <see cref="PeerConnection.IceGatheringStateChanged"/>.</summary>
    public event EventHandler<IceGatheringState>? GatheringStateChanged;

    /// <summary>selectedcandidatepairchange: another pair carries the packets. Raised by the connection's queue.</summary>
    public event EventHandler<IceCandidatePair>? SelectedCandidatePairChanged;

    /// <summary>state: how far the connectivity checks are.</summary>
    public IceTransportState State { get => _connection.IsClosed ? IceTransportState.Closed : field; private set; }

    /// <summary>gatheringState: how far the search for local candidates is.</summary>
    public IceGatheringState GatheringState { get; private set; }

    /// <summary>role: whether this side selects the candidate pair (controlling). Known once this side has set a description. Read again
    /// with each description and each state of the DTLS transport.</summary>
    public IceRole Role { get; internal set; }

    /// <summary>getSelectedCandidatePair: the pair of candidates that packets go between; null before there is one.</summary>
    public IceCandidatePair? SelectedCandidatePair { get; private set; }

    /// <summary>getLocalCandidates: the candidates gathered since the last ICE restart, as
    /// <see cref="PeerConnection.IceCandidateGathered"/> told them.</summary>
    /// <returns>A copy. Empty while <see cref="PeerConnection.LocalDescription"/> has ICE credentials for which nothing is gathered yet.
    /// A rollback of a restart brings back the candidates from before it.</returns>
    public IReadOnlyList<IceCandidate> GetLocalCandidates()
    {
        var fragments = DescriptionCandidates.UsernameFragments(_connection.LocalDescription);
        return [.. _gathered.Where(candidate => IsMine(candidate) && fragments.Contains(candidate.UsernameFragment))];
    }

    /// <summary>getRemoteCandidates: the candidates that this side has been given since the last ICE restart, in the remote
    /// description and by <see cref="PeerConnection.AddIceCandidateAsync"/>.</summary>
    /// <returns>A copy, read from <see cref="PeerConnection.RemoteDescription"/>. The text of a candidate is the engine's, and may differ
    /// from the remote peer's text; the parts are the same. Candidates that the engine refused or dropped are not there.</returns>
    public IReadOnlyList<IceCandidate> GetRemoteCandidates() =>
        [.. DescriptionCandidates.Read(_connection.RemoteDescription).Where(IsMine)];

    internal void Update(IceTransportState state)
    {
        if (state == State)
            return;
        State = state;
        StateChanged?.Invoke(this, state);
    }

    internal void Update(IceGatheringState state)
    {
        if (state == GatheringState)
            return;
        GatheringState = state;
        GatheringStateChanged?.Invoke(this, state);
    }

    /// <summary>Of a transport beside others, whose events carry both.</summary>
    internal void Update(IceTransportState state, IceGatheringState gatheringState)
    {
        Update(gatheringState);
        Update(state);
    }

    internal void Update(IceCandidatePair selected)
    {
        SelectedCandidatePair = selected;
        SelectedCandidatePairChanged?.Invoke(this, selected);
    }

    // A restart that is under way may be rolled back, so candidates of the current description stay.
    internal void Add(IceCandidate gathered)
    {
        var fragments = DescriptionCandidates.UsernameFragments(_connection.CurrentLocalDescription);
        fragments.UnionWith(DescriptionCandidates.UsernameFragments(_connection.PendingLocalDescription));
        _gathered = [.. _gathered.Where(candidate => fragments.Contains(candidate.UsernameFragment)), gathered];
    }

    internal void Remove(IceCandidate gathered) => _gathered = [.. _gathered.Where(candidate => candidate != gathered)];

    // Of bundled sections, the first one has the candidates.
    private bool IsMine(IceCandidate candidate) => _connection.OnlyTransport != null || candidate.SdpMid == _mid;
}
