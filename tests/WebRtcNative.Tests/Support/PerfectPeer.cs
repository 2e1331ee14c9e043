using System.Collections.Concurrent;
using System.Threading.Channels;

namespace WebRtcNative.Tests.Support;

/// <summary>One side of perfect negotiation (WebRTC 1.0, section 10.7): what signaling brings is handled in order.</summary>
internal sealed class PerfectPeer : IDisposable
{
    private readonly bool _isPolite;
    private readonly Channel<Func<Task>> _inbox = Channel.CreateUnbounded<Func<Task>>();
    private int _offering;
    private bool _ignoresOffer;
    private bool _expectsStable;

    public PerfectPeer(bool isPolite)
    {
        _isPolite = isPolite;
        Connection.NegotiationNeeded += async (_, _) => await Try(OfferAsync);
        Connection.IceCandidateGathered += (_, candidate) => Remote?.Send(() => Remote.TakeAsync(candidate));
        Connection.DataChannelReceived += (_, channel) => Received.Enqueue(channel);
        Listening = ListenAsync();
    }

    public PeerConnection Connection { get; } = new();

    public PerfectPeer? Remote { get; set; }

    public ConcurrentQueue<DataChannel> Received { get; } = new();

    public ConcurrentQueue<Exception> Failures { get; } = new();

    public Task Listening { get; }

    /// <summary>Offers of the other side's that it has answered.</summary>
    public int Answered { get; private set; }

    public void Dispose()
    {
        _inbox.Writer.TryComplete();
        Connection.Dispose();
    }

    private void Send(Func<Task> action) => _inbox.Writer.TryWrite(action);

    private async Task ListenAsync()
    {
        await foreach (var action in _inbox.Reader.ReadAllAsync())
            await Try(action);
    }

    private async Task OfferAsync()
    {
        Interlocked.Increment(ref _offering);
        try
        {
            Tell(await Connection.SetLocalDescriptionAsync());
        }
        finally
        {
            Interlocked.Decrement(ref _offering);
        }
    }

    private void Tell(SessionDescription description) => Remote?.Send(() => Remote.TakeAsync(description));

    private async Task TakeAsync(SessionDescription description)
    {
        var isStable = Connection.SignalingState == SignalingState.Stable || _expectsStable;
        var collides = description.Type == SdpType.Offer && (Volatile.Read(ref _offering) > 0 || !isStable);
        _ignoresOffer = collides && !_isPolite;
        if (_ignoresOffer)
            return;
        _expectsStable = description.Type == SdpType.Answer;
        try
        {
            await Connection.SetRemoteDescriptionAsync(description);
        }
        finally
        {
            _expectsStable = false;
        }
        if (description.Type != SdpType.Offer)
            return;
        Tell(await Connection.SetLocalDescriptionAsync());
        Answered++;
    }

    private async Task TakeAsync(IceCandidate candidate)
    {
        try
        {
            await Connection.AddIceCandidateAsync(candidate);
        }
        catch (WebRtcException) when (_ignoresOffer)
        {
            // It belongs to the offer that was ignored.
        }
    }

    private async Task Try(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (InvalidOperationException) when (Connection.ConnectionState == PeerConnectionState.Closed)
        {
            // The test is over.
        }
        catch (Exception e)
        {
            Failures.Enqueue(e);
        }
    }
}
