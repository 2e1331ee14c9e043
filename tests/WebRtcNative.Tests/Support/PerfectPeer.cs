using System.Collections.Concurrent;
using System.Threading.Channels;

namespace WebRtcNative.Tests.Support;

/// <summary>One side of perfect negotiation (WebRTC 1.0, section 10.7): what signaling brings is handled in order.</summary>
internal sealed class PerfectPeer : IDisposable
{
    private readonly bool _isPolite;
    private readonly Channel<Func<Task>> _inbox = Channel.CreateUnbounded<Func<Task>>();
    // Checking the state and starting the operation that depends on it must be one step: NegotiationNeeded is raised on another
    // thread than the other side's signals.
    private readonly Lock _turn = new();
    // Completed when the other side has received the offer.
    private Task _offering = Task.CompletedTask;
    private bool _answering;
    private volatile bool _isNeeded;
    private bool _ignoresOffer;

    public PerfectPeer(bool isPolite, PeerConnectionOptions? options = null)
    {
        _isPolite = isPolite;
        Connection = new PeerConnection(options);
        Connection.NegotiationNeeded += async (_, _) => await Try(OfferAsync);
        Connection.IceCandidateGathered += (_, candidate) => Remote?.Send(() => Remote.TakeAsync(candidate));
        Connection.DataChannelReceived += (_, channel) => Received.Enqueue(channel);
        Listening = ListenAsync();
    }

    public PeerConnection Connection { get; }

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
        lock (_turn)
        {
            // The same need was reported twice, by the event and after the remote description; each offer would get an answer.
            if (!_offering.IsCompleted)
                return;
            // Where the other side's offer was faster, after the answer.
            _isNeeded = _answering || Connection.SignalingState != SignalingState.Stable;
            if (_isNeeded)
                return;
            _offering = DescribeAsync();
        }
        await _offering;
    }

    private async Task DescribeAsync() => Tell(await Connection.SetLocalDescriptionAsync());

    private void Tell(SessionDescription description) => Remote?.Send(() => Remote.TakeAsync(description));

    private async Task TakeAsync(SessionDescription description)
    {
        var isOffer = description.Type == SdpType.Offer;
        Task setting;
        lock (_turn)
        {
            var collides = isOffer && (!_offering.IsCompleted || Connection.SignalingState != SignalingState.Stable);
            _ignoresOffer = collides && !_isPolite;
            if (_ignoresOffer)
                return;
            _answering = isOffer;
            setting = Connection.SetRemoteDescriptionAsync(description);
        }
        try
        {
            await setting;
            if (isOffer)
            {
                // An offer that this one rolls back goes out before the answer: after it, the other side would answer it.
                await _offering;
                await DescribeAsync();
                Answered++;
            }
        }
        finally
        {
            lock (_turn)
                _answering = false;
        }
        if (_isNeeded)
            await OfferAsync();
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
