namespace WebRtcNative.Tests.Support;

/// <summary>Two peers and the signaling between them. In each frame a number from the seed decides what is delivered.</summary>
internal sealed class NegotiatedPair : IDisposable
{
    private readonly EventQueue? _queue;
    private readonly Random _random;

    public NegotiatedPair(EventQueue? queue, int seed, bool politeA = true, bool politeB = false, PeerConnectionOptions? options = null)
    {
        _queue = queue;
        _random = new Random(seed);
        A = new NegotiatedPeer(politeA, queue, options);
        B = new NegotiatedPeer(politeB, queue, options);
        if (queue == null)
            return;
        A.Calling = B.Calling = () => Assert.True(IsPolling, "A Negotiator called the program outside of Poll.");
    }

    public NegotiatedPeer A { get; }

    public NegotiatedPeer B { get; }

    /// <summary>What signaling delivers when a peer has sent a message; the message itself, unless a test says otherwise.</summary>
    public Func<NegotiatedPeer, string, IEnumerable<string>> Signaling { get; set; } = static (_, message) => [message];

    private bool IsPolling { get; set; }

    public void Frame()
    {
        Poll();
        Deliver(A, B);
        Deliver(B, A);
    }

    public void Until(Func<bool> condition, string what) =>
        Wait.Until(condition, () => $"{what}; A: {A.Describe()}; B: {B.Describe()}", Frame);

    public void UntilSettled(params DataChannel[] channels) => Until(
        () => A.IsSettled && B.IsSettled && channels.All(channel => channel.State == DataChannelState.Open), "settled, and channels open");

    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
    }

    private void Poll()
    {
        IsPolling = true;
        try
        {
            _queue?.Poll();
        }
        finally
        {
            IsPolling = false;
        }
    }

    private void Deliver(NegotiatedPeer from, NegotiatedPeer to)
    {
        for (var count = _random.Next(4); count > 0 && from.Outgoing.TryDequeue(out var message); count--)
        {
            foreach (var delivered in Signaling(from, message))
                to.Negotiator.Receive(delivered);
        }
    }
}
