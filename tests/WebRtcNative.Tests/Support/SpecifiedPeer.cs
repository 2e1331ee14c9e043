namespace WebRtcNative.Tests.Support;

/// <summary>Perfect negotiation with the flags of the W3C's example (WebRTC 1.0, section 10.7) and nothing besides. It needs one
/// thread, and <see cref="PeerConnection.NegotiationNeeded"/> only where the W3C has it.</summary>
internal sealed class SpecifiedPeer : IDisposable
{
    private readonly GameLoop _loop;
    private readonly bool _polite;
    private bool _makingOffer;
    private bool _ignoreOffer;
    private bool _isSettingRemoteAnswerPending;

    public SpecifiedPeer(GameLoop loop, bool polite)
    {
        (_loop, _polite) = (loop, polite);
        Connection = new PeerConnection(queue: loop.Queue);
        Connection.NegotiationNeeded += async (_, _) => await Try(OfferAsync);
        Connection.IceCandidateGathered += (_, candidate) => Send(remote => remote.TakeAsync(candidate));
    }

    /// <summary>In the frame in which a description comes, before it is set.</summary>
    public event Action? DescriptionComes;

    public PeerConnection Connection { get; }

    public SpecifiedPeer? Remote { get; set; }

    public List<Exception> Failures { get; } = [];

    /// <summary>Descriptions that the handler has sent and that were no offers.</summary>
    public int WrongOffers { get; private set; }

    /// <summary>The number of offers and answers received from the other side.</summary>
    public int Descriptions { get; private set; }

    public string Describe() =>
        $"{(_polite ? "polite" : "impolite")}: {Connection.SignalingState}, {Connection.ConnectionState}, wrong {WrongOffers}, "
        + string.Join("; ", Failures.Select(e => e.Message));

    public void Dispose() => Connection.Dispose();

    private async Task OfferAsync()
    {
        try
        {
            _makingOffer = true;
            var description = await Connection.SetLocalDescriptionAsync();
            if (description.Type != SdpType.Offer)
                WrongOffers++;
            Send(remote => remote.TakeAsync(description));
        }
        finally
        {
            _makingOffer = false;
        }
    }

    private async Task TakeAsync(SessionDescription description)
    {
        DescriptionComes?.Invoke();
        Descriptions++;
        var readyForOffer = !_makingOffer
            && (Connection.SignalingState == SignalingState.Stable || _isSettingRemoteAnswerPending);
        _ignoreOffer = !_polite && description.Type == SdpType.Offer && !readyForOffer;
        if (_ignoreOffer)
            return;
        _isSettingRemoteAnswerPending = description.Type == SdpType.Answer;
        await Connection.SetRemoteDescriptionAsync(description);
        _isSettingRemoteAnswerPending = false;
        if (description.Type != SdpType.Offer)
            return;
        var answer = await Connection.SetLocalDescriptionAsync();
        Send(remote => remote.TakeAsync(answer));
    }

    private async Task TakeAsync(IceCandidate candidate)
    {
        try
        {
            await Connection.AddIceCandidateAsync(candidate);
        }
        catch (WebRtcException) when (_ignoreOffer)
        {
        }
    }

    private void Send(Func<SpecifiedPeer, Task> what) => _loop.Post(async _ => await Remote!.Try(() => what(Remote)), null);

    private async Task Try(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception e)
        {
            Failures.Add(e);
        }
    }
}
