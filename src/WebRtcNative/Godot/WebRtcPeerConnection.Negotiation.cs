namespace WebRtcNative.Godot;

public sealed partial class WebRtcPeerConnection
{
    /// <summary>create_offer: <see cref="SessionDescriptionCreated"/> will be raised with the offer.</summary>
    /// <returns>Failed when not New or when no channel was created; Unconfigured when closed.</returns>
    public WebRtcError CreateOffer()
    {
        if (_connection is not { } connection)
            return FailClosed();
        if (GetConnectionState() != WebRtcConnectionState.New)
            return Fail(WebRtcError.Failed, $"An offer can be created in state New, not in {GetConnectionState()}.");
        if (!_hasChannel)
            return Fail(WebRtcError.Failed, "A data channel must be created before an offer.");
        return Start(nameof(CreateOffer), connection, done => connection.CreateOffer(done), RaiseCreated);
    }

    /// <summary>set_local_description: called in answer to <see cref="SessionDescriptionCreated"/>; candidates follow.</summary>
    /// <param name="type">"offer", "answer", "pranswer" or "rollback".</param>
    /// <param name="sdp">The SDP of the event.</param>
    /// <returns>InvalidParameter for an unknown type or SDP that cannot be parsed. Errors that the engine finds later raise
    /// <see cref="OperationFailed"/>.</returns>
    public WebRtcError SetLocalDescription(string type, string sdp)
    {
        if (_connection is not { } connection)
            return FailClosed();
        if (!TryParse(type, sdp, out var description))
            return LastError.Code;
        return Start(nameof(SetLocalDescription), connection, done => connection.SetLocalDescription(description, done));
    }

    /// <summary>set_remote_description: sets a description of the remote peer. An offer is answered automatically:
    /// <see cref="SessionDescriptionCreated"/> will be raised with the answer.</summary>
    /// <param name="type">"offer", "answer", "pranswer" or "rollback".</param>
    /// <param name="sdp">The SDP of the remote peer.</param>
    /// <returns>InvalidParameter for an unknown type or SDP that cannot be parsed. Errors that the engine finds later raise
    /// <see cref="OperationFailed"/>.</returns>
    public WebRtcError SetRemoteDescription(string type, string sdp)
    {
        if (_connection is not { } connection)
            return FailClosed();
        if (!TryParse(type, sdp, out var description))
            return LastError.Code;
        return Start(nameof(SetRemoteDescription), connection, done => connection.SetRemoteDescription(description, done), _ =>
        {
            if (description.Type == SdpType.Offer)
                Start("CreateAnswer", connection, done => connection.CreateAnswer(done), RaiseCreated);
        });
    }

    /// <summary>add_ice_candidate. Candidates that arrive before the remote description are kept and added after it.</summary>
    /// <param name="media">The media description's identification tag (a=mid).</param>
    /// <param name="index">The media description's index, from 0.</param>
    /// <param name="name">The candidate attribute; empty at the end of candidates.</param>
    /// <returns>InvalidParameter when it cannot be parsed.</returns>
    public WebRtcError AddIceCandidate(string media, int index, string name)
    {
        if (_connection is not { } connection)
            return FailClosed();
        var candidate = new IceCandidate(name, media, index);
        return Start(nameof(AddIceCandidate), connection, done => connection.AddIceCandidate(candidate, done));
    }

    /// <summary>Starts an operation of the core. Its completion arrives in a poll; it is ignored if the connection was closed or
    /// replaced meanwhile.</summary>
    private WebRtcError Start(
        string name, PeerConnection connection, Action<OperationCompletion> start, Action<OperationResult>? completed = null) =>
        Try(() => start(result =>
        {
            if (_connection != connection)
                return;
            if (result.Error == null)
            {
                completed?.Invoke(result);
                return;
            }
            Fail(WebRtcErrorInfo.From(result.Error));
            OperationFailed?.Invoke(name, LastError);
        }));

    private void RaiseCreated(OperationResult result) =>
        SessionDescriptionCreated?.Invoke(result.Type.ToName(), result.Sdp);

    private bool TryParse(string type, string sdp, out SessionDescription description)
    {
        var parsed = SdpTypeNames.Parse(type);
        description = new SessionDescription(parsed ?? SdpType.Offer, sdp);
        if (parsed == null)
            Fail(WebRtcError.InvalidParameter, $"The type is \"{type}\", not {SdpTypeNames.All}.");
        return parsed != null;
    }
}
