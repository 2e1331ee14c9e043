namespace WebRtcNative.Godot;

public sealed partial class WebRtcPeerConnection
{
    /// <summary>create_offer: <see cref="SessionDescriptionCreated"/> will be raised with the offer.</summary>
    /// <returns>Failed when not New or when no channel was created; Unconfigured when closed.</returns>
    public WebRtcError CreateOffer()
    {
        if (Connection is not { } connection)
            return FailClosed();
        if (GetConnectionState() != WebRtcConnectionState.New)
            return Fail(WebRtcError.Failed, $"An offer can be created in state New, not in {GetConnectionState()}.");
        if (!connection.HasCreatedChannel)
            return Fail(WebRtcError.Failed, "A data channel must be created before an offer.");
        return Start(nameof(CreateOffer), connection, done => connection.CreateOffer(done), result => RaiseCreated(connection, result));
    }

    /// <summary>set_local_description: sets this side's description, in answer to <see cref="SessionDescriptionCreated"/>; candidates
    /// follow.</summary>
    /// <param name="type">"offer", "answer", "pranswer" or "rollback".</param>
    /// <param name="sdp">The SDP of the event.</param>
    /// <returns>InvalidParameter for an unknown type or SDP that cannot be parsed; Unconfigured when closed. Errors that the
    /// engine finds later raise <see cref="OperationFailed"/>.</returns>
    public WebRtcError SetLocalDescription(string type, string sdp)
    {
        if (Connection is not { } connection)
            return FailClosed();
        if (!TryParse(type, sdp, out var description))
            return LastError.Code;
        return Start(nameof(SetLocalDescription), connection, done => connection.SetLocalDescription(description, done));
    }

    /// <summary>Sets this side's description, from the JSON of <see cref="SessionDescriptionJsonCreated"/>. Not part of Godot's
    /// class.</summary>
    /// <param name="json">An object with the members type and sdp (<see cref="SessionDescription.FromJson"/>).</param>
    /// <returns>As the other form; InvalidParameter also for what is not such an object.</returns>
    public WebRtcError SetLocalDescription(string json) =>
        TryParse(json, SessionDescription.FromJson, out var description)
            ? SetLocalDescription(description.Type.ToName(), description.Sdp)
            : LastError.Code;

    /// <summary>set_remote_description: sets a description of the remote peer. An offer is answered automatically:
    /// <see cref="SessionDescriptionCreated"/> will be raised with the answer.</summary>
    /// <param name="type">"offer", "answer", "pranswer" or "rollback".</param>
    /// <param name="sdp">The SDP of the remote peer.</param>
    /// <returns>InvalidParameter for an unknown type or SDP that cannot be parsed; Unconfigured when closed. Errors that the
    /// engine finds later raise <see cref="OperationFailed"/>.</returns>
    public WebRtcError SetRemoteDescription(string type, string sdp)
    {
        if (Connection is not { } connection)
            return FailClosed();
        if (!TryParse(type, sdp, out var description))
            return LastError.Code;
        return Start(nameof(SetRemoteDescription), connection, done => connection.SetRemoteDescription(description, done), _ =>
        {
            if (description.Type == SdpType.Offer)
                Start("CreateAnswer", connection, connection.CreateAnswer, result => RaiseCreated(connection, result));
        });
    }

    /// <summary>Sets a description of the remote peer, from the JSON of its <see cref="SessionDescriptionJsonCreated"/> or of a browser. An
    /// offer is answered automatically. Not part of Godot's class.</summary>
    /// <param name="json">An object with the members type and sdp (<see cref="SessionDescription.FromJson"/>).</param>
    /// <returns>As the other form; InvalidParameter also for what is not such an object.</returns>
    public WebRtcError SetRemoteDescription(string json) =>
        TryParse(json, SessionDescription.FromJson, out var description)
            ? SetRemoteDescription(description.Type.ToName(), description.Sdp)
            : LastError.Code;

    /// <summary>add_ice_candidate: adds a candidate of the remote peer. Candidates that arrive before the remote description are kept and
    /// added after it.</summary>
    /// <param name="media">The media description's identification tag (a=mid).</param>
    /// <param name="index">The media description's index, from 0.</param>
    /// <param name="name">The candidate attribute; empty at the end of candidates.</param>
    /// <returns>InvalidParameter when it cannot be parsed; Unconfigured when closed. Errors that the engine finds later raise
    /// <see cref="OperationFailed"/>.</returns>
    public WebRtcError AddIceCandidate(string media, int index, string name) => AddIceCandidate(new IceCandidate(name, media, index));

    /// <summary>Adds a candidate of the remote peer, from the JSON of its <see cref="IceCandidateJsonCreated"/> or of a browser. Not part of
    /// Godot's class.</summary>
    /// <param name="json">An object with the members candidate, sdpMid and sdpMLineIndex (<see cref="IceCandidate.FromJson"/>).</param>
    /// <returns>As the other form; InvalidParameter also for what is not such an object.</returns>
    public WebRtcError AddIceCandidate(string json) =>
        TryParse(json, IceCandidate.FromJson, out var candidate) ? AddIceCandidate(candidate) : LastError.Code;

    private WebRtcError AddIceCandidate(IceCandidate candidate)
    {
        if (Connection is not { } connection)
            return FailClosed();
        return Start(nameof(AddIceCandidate), connection, done => connection.AddIceCandidate(candidate, done));
    }

    /// <summary>Starts an operation of the core. Its completion arrives in a poll; it is ignored if the connection was closed, there or
    /// here, or replaced meanwhile.</summary>
    private WebRtcError Start(
        string name, PeerConnection connection, Action<OperationCompletion> start, Action<OperationResult>? completed = null) =>
        Try(() => start(result =>
        {
            if (Connection != connection) // closed, perhaps by CloseGracefully or at the end of the process, or replaced
                return;
            if (result.Error == null)
            {
                completed?.Invoke(result);
                return;
            }
            Fail(WebRtcErrorInfo.From(result.Error));
            OperationFailed?.Invoke(name, LastError);
        }));

    private void RaiseCreated(PeerConnection connection, OperationResult result) => RaiseInTurn(
        connection,
        () => SessionDescriptionCreated?.Invoke(result.Type.ToName(), result.Sdp),
        () => SessionDescriptionJsonCreated?.Invoke(result.Description.ToJson()));

    private bool TryParse<T>(string json, Func<string, T> parse, out T parsed)
        where T : class
    {
        T? result = null;
        if (Connection == null)
            FailClosed();
        else
            Try(() => result = parse(json));
        parsed = result!;
        return result != null;
    }

    private bool TryParse(string type, string sdp, out SessionDescription description)
    {
        var parsed = SdpTypeNames.Parse(type);
        description = new SessionDescription(parsed ?? SdpType.Offer, sdp);
        if (parsed == null)
            Fail(WebRtcError.InvalidParameter, $"The type is \"{type}\", not {SdpTypeNames.All}.");
        return parsed != null;
    }
}
