using System.Collections.Concurrent;

namespace WebRtcNative.Tests.Support;

/// <summary>Two connections of the core on one queue: one that raises events by itself, or one that is polled while it waits.</summary>
internal sealed class CorePair : IDisposable
{
    private readonly EventQueue? _byHand;
    private readonly ConcurrentQueue<Task> _candidates = new();

    public CorePair(
        EventQueue? byHand = null, PeerConnectionOptions? options = null, EventQueue? byItself = null,
        PeerConnectionFactory? factory = null, PeerConnectionFactory? otherFactory = null, bool takesChannels = true)
    {
        _byHand = byHand;
        A = New(factory);
        B = New(otherFactory ?? factory);
        A.IceCandidateGathered += (_, candidate) => Add(B, candidate);
        B.IceCandidateGathered += (_, candidate) => Add(A, candidate);
        if (takesChannels)
        {
            A.DataChannelReceived += (_, channel) => ReceivedByA.Enqueue(channel);
            B.DataChannelReceived += (_, channel) => ReceivedByB.Enqueue(channel);
        }

        PeerConnection New(PeerConnectionFactory? factory) =>
            factory?.CreatePeerConnection(options, byHand ?? byItself) ?? new PeerConnection(options, byHand ?? byItself);
    }

    public PeerConnection A { get; }

    public PeerConnection B { get; }

    public ConcurrentQueue<DataChannel> ReceivedByA { get; } = new();

    public ConcurrentQueue<DataChannel> ReceivedByB { get; } = new();

    /// <summary>What became of the candidates that went from one to the other.</summary>
    public IEnumerable<Task> Candidates => _candidates;

    public void Until(Func<bool> condition, string what) =>
        Wait.Until(condition, $"{what} (A: {A.ConnectionState}, B: {B.ConnectionState})", () => _byHand?.Poll());

    /// <summary>Waits for a task, polling if the queue needs it, and throws the task's exception.</summary>
    public void Finish(Task task)
    {
        Until(() => task.IsCompleted, "the task to end");
        task.GetAwaiter().GetResult();
    }

    public T Finish<T>(Task<T> task)
    {
        Finish((Task)task);
        return task.Result;
    }

    /// <summary>A offers, B answers. Each description is given to the other side first: candidates, which begin with the
    /// local one, then find their remote description under way.</summary>
    public void Negotiate() => Finish(NegotiateAsync(A, B));

    public static async Task NegotiateAsync(PeerConnection from, PeerConnection to)
    {
        var offer = await from.CreateOfferAsync();
        var offered = to.SetRemoteDescriptionAsync(offer);
        await from.SetLocalDescriptionAsync(offer);
        await offered;
        var answer = await to.CreateAnswerAsync();
        var answered = from.SetRemoteDescriptionAsync(answer);
        await to.SetLocalDescriptionAsync(answer);
        await answered;
    }

    /// <summary>A channel that A creates and B receives, open.</summary>
    public (DataChannel A, DataChannel B) Open(DataChannelOptions? options = null)
    {
        var a = A.CreateDataChannel("channel", options);
        Negotiate();
        DataChannel? b = null;
        Until(
            () =>
            {
                b = ReceivedByB.FirstOrDefault(channel => channel.Label == a.Label);
                return a.State == DataChannelState.Open && b?.State == DataChannelState.Open
                    && A.ConnectionState == PeerConnectionState.Connected && B.ConnectionState == PeerConnectionState.Connected;
            },
            "the channel open on both sides");
        return (a, b!);
    }

    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
    }

    private void Add(PeerConnection connection, IceCandidate candidate)
    {
        try
        {
            _candidates.Enqueue(connection.AddIceCandidateAsync(candidate));
        }
        catch (InvalidOperationException)
        {
            // A test may have closed the connection, which then needs no candidate.
        }
    }
}
