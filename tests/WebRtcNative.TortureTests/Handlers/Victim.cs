using WebRtcNative.Tests.Support;

namespace WebRtcNative.TortureTests.Handlers;

/// <summary>A pair that goes through a whole life, with a handler that misbehaves each time that an event is raised.</summary>
internal sealed class Victim : IDisposable
{
    private readonly CorePair _pair;
    private readonly DataChannel _channel;
    private Task? _life;
    private int _raised;
    private bool _sent;

    public Victim(string eventName, Action<CorePair, DataChannel?, EventQueue?> misdeed, EventQueue? byHand)
    {
        _pair = new CorePair(byHand);
        var ofChannel = EventSource.NamesOf(typeof(DataChannel)).Contains(eventName);
        void Handle()
        {
            // Once is enough: what makes another event of its own kind would never end.
            if (Interlocked.Increment(ref _raised) == 1)
                misdeed(_pair, _channel, byHand);
        }
        if (!ofChannel)
            EventSource.Subscribe(_pair.A, eventName, Handle);
        _channel = _pair.A.CreateDataChannel("victim"); // which raises an event itself
        if (ofChannel)
            EventSource.Subscribe(_channel, eventName, Handle);
        // That event would wait for the end of the negotiation, and be needed no more then: it is waited for first.
        if (eventName != nameof(PeerConnection.NegotiationNeeded))
            _life = Negotiate();
    }

    public bool WasRaised => Volatile.Read(ref _raised) > 0;

    /// <summary>Whether nothing more will come of it: all done, or the handler has prevented that.</summary>
    public bool HasLived
    {
        get
        {
            if (WasRaised)
                _life ??= Negotiate();
            Live();
            return _life is { IsCompleted: true } && (_channel.State == DataChannelState.Closed || _pair.A.ConnectionState == PeerConnectionState.Closed);
        }
    }

    public string Describe() => $"{_pair.A.ConnectionState}, {_pair.B.ConnectionState}, channel {_channel.State}, {_life?.Status}, raised {_raised}";

    public void Dispose() => _pair.Dispose();

    private Task Negotiate() => Misdeed.Swallow(CorePair.NegotiateAsync(_pair.A, _pair.B));

    // In turn: open, a channel and a message from the other side, and closing from there.
    private void Live()
    {
        if (!_pair.ReceivedByB.TryPeek(out var other))
            return;
        try
        {
            if (!_sent && other.TrySend(new byte[10]) == SendResult.Sent)
            {
                _pair.B.CreateDataChannel("from the other side");
                _sent = true;
            }
            if (_sent && _channel.AvailableMessageCount > 0 && _pair.ReceivedByA.Any(channel => channel.State == DataChannelState.Open))
                other.Close();
        }
        catch (InvalidOperationException)
        {
            // The handler was faster.
        }
    }
}
