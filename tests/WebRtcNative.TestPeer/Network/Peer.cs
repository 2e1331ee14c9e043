namespace WebRtcNative.TestPeer;

/// <summary>A connection with one channel, which reports all its events.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Lock _output = new();
    private readonly PeerConnection _connection;
    private readonly DataChannel _channel;
    private bool _isWatchingPair;

    public Peer(PeerSettings settings)
    {
        _connection = new PeerConnection(settings.ToOptions());
        _connection.ConnectionStateChanged += (_, state) => Tell(PeerLine.ConnectionState, state.ToString());
        _connection.IceCandidateGathered += (_, candidate) => Tell(PeerLine.Candidate, candidate.ToJson());
        _connection.IceCandidateRemoved += (_, candidate) => Tell(PeerLine.CandidateRemoved, candidate.ToJson());
        _connection.IceGatheringStateChanged += (_, _) => WatchSelectedPair();
        _channel = _connection.CreateDataChannel("channel", new DataChannelOptions { Negotiated = true, Id = 0 });
        _channel.StateChanged += (_, state) => Tell(PeerLine.ChannelState, state.ToString());
        _ = TellMessagesAsync();
    }

    public async Task DoAsync(PeerLine command)
    {
        switch (command.Word)
        {
            case PeerLine.Offer:
                var options = new OfferOptions { IceRestart = command.Text == PeerLine.Restart };
                await DescribeAsync(await _connection.CreateOfferAsync(options));
                break;
            case PeerLine.Description:
                await TakeDescriptionAsync(command.Text);
                break;
            case PeerLine.Candidate:
                await _connection.AddIceCandidateAsync(IceCandidate.FromJson(command.Text));
                break;
            case PeerLine.Message:
                await _channel.SendAsync(command.Text);
                break;
            default:
                throw new ArgumentException($"Not a command: {command.Word}.", nameof(command));
        }
    }

    public void Dispose() => _connection.Dispose();

    // The transport is there when gathering begins, and has no pair yet.
    private void WatchSelectedPair()
    {
        if (_isWatchingPair || _connection.Sctp is not { } sctp)
            return;
        _isWatchingPair = true;
        sctp.Transport.IceTransport.SelectedCandidatePairChanged +=
            (_, pair) => Tell(PeerLine.SelectedAddress, pair.Local.Address ?? string.Empty);
    }

    private async Task TakeDescriptionAsync(string text)
    {
        var description = SessionDescription.FromJson(text);
        await _connection.SetRemoteDescriptionAsync(description);
        if (description.Type == SdpType.Offer)
            await DescribeAsync(await _connection.CreateAnswerAsync());
    }

    // Reported before it is set, so that it precedes its candidates.
    private Task DescribeAsync(SessionDescription description)
    {
        Tell(PeerLine.Description, description.ToJson());
        return _connection.SetLocalDescriptionAsync(description);
    }

    private async Task TellMessagesAsync()
    {
        await foreach (var message in _channel.ReadAllAsync())
            Tell(PeerLine.Message, message.Text);
    }

    private void Tell(string word, string text)
    {
        lock (_output)
        {
            Console.Out.WriteLine(new PeerLine(word, text).ToJson());
            Console.Out.Flush();
        }
    }
}
