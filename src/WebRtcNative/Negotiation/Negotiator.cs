using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace WebRtcNative;

/// <summary>Perfect negotiation (WebRTC 1.0, section 10.7) of a connection, over any signaling: exchanges descriptions and candidates as
/// text messages. Create channels at any time and on either side; the rest follows.</summary>
/// <remarks>
/// <para>Needs a way to carry text messages between the two peers, in order and without loss, such as a WebSocket server. Each side has
/// a Negotiator for its connection (or a web page, the example of section 10.7). Messages are the JSON of that example:
/// <c>{"description":{"type":...,"sdp":...}}</c> or <c>{"candidate":{...}}</c>; other members are ignored.</para>
/// <para>One side must be polite and the other must not: if both offer at the same time, the polite side gives way. If both are
/// polite, or both are not, such a collision leaves them unconnected. A simple rule: the peer that was there first is polite. Its early
/// offer may have found nobody, and it gives way to the offer of the peer that comes later. (If it is not polite, it needs
/// <see cref="Restart"/> when the other peer comes.)</para>
/// <para>Messages that are late or arrive twice do no harm: descriptions that are older than the last one, answers to no offer, and
/// candidates of an offer that was not accepted are dropped.</para>
/// <para>All handlers, and the function that sends, are called by the connection's queue: in Poll, on a polled queue. Members may be
/// called from any thread and from handlers; none waits.</para>
/// <para>When the connection is Failed, the Negotiator restarts ICE: once for each time that the state becomes Failed, and no more
/// than <see cref="MaxRestarts"/> times until it is Connected again. Either side may do so, or both. After that, or if the
/// signaling has lost messages, call <see cref="Restart"/>.</para>
/// <para>A peer that has a new connection, because its process was started again, needs a new connection and Negotiator on this
/// side too. The signaling has to tell so. The old connection may refuse the new peer's messages, or connect without its channels.</para>
/// <para>Do not set descriptions of the connection in another way, and do not give a connection two Negotiators.</para>
/// </remarks>
public sealed partial class Negotiator : IDisposable
{
    /// <summary>Number of restarts of ICE that follow failures, one each, until the connection is Connected again.</summary>
    public const int MaxRestarts = 3;

    private const int MaxWaiting = 4096;

    private readonly bool _polite;
    private readonly SignalingOutbox _outbox;
    private readonly ConcurrentQueue<Action> _inbox = new();
    private volatile bool _isDisposed;
    private int _scheduled;

    /// <summary>Begins to negotiate for a connection, with a function that sends a message before it returns.</summary>
    /// <param name="connection">The connection; stays the caller's.</param>
    /// <param name="polite">Whether this side gives way if both offer at the same time. The other side must have the
    /// opposite.</param>
    /// <param name="send">Sends a message to the other side. Called by the connection's queue, one call after the other, in order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="connection"/> or <paramref name="send"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    public Negotiator(PeerConnection connection, bool polite, Action<string> send)
        : this(connection, polite, Synchronous(send))
    {
    }

    /// <summary>Begins to negotiate for a connection, with a function whose task ends when a message is sent.</summary>
    /// <param name="connection">The connection; stays the caller's.</param>
    /// <param name="polite">Whether this side gives way if both offer at the same time. The other side must have the
    /// opposite.</param>
    /// <param name="send">Sends a message to the other side. Called by the connection's queue, in order: the next message when the task
    /// of the one before has ended.</param>
    /// <exception cref="ArgumentNullException"><paramref name="connection"/> or <paramref name="send"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    [OverloadResolutionPriority(1)] // for async lambdas, which fit the form with ValueTask too
    public Negotiator(PeerConnection connection, bool polite, Func<string, Task> send)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(send);
        connection.ThrowIfClosed();
        Connection = connection;
        _polite = polite;
        _outbox = new SignalingOutbox(connection, send, () => IsOver, Report);
        connection.NegotiationNeeded += OnNegotiationNeeded;
        connection.IceCandidateGathered += OnIceCandidateGathered;
        connection.ConnectionStateChanged += OnConnectionStateChanged;
        // For a need that was raised before.
        Post(() =>
        {
            _isNeeded |= _operation == null && connection.IsNegotiationNeeded;
            Continue();
        });
    }

    /// <summary>Begins to negotiate for a connection, with a function whose ValueTask ends when a message is sent.</summary>
    /// <param name="connection">The connection; stays the caller's.</param>
    /// <param name="polite">Whether this side gives way if both offer at the same time. The other side must have the
    /// opposite.</param>
    /// <param name="send">Sends a message to the other side. Called by the connection's queue, in order: the next message when the task
    /// of the one before has ended.</param>
    /// <exception cref="ArgumentNullException"><paramref name="connection"/> or <paramref name="send"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    public Negotiator(PeerConnection connection, bool polite, Func<string, ValueTask> send)
        : this(connection, polite, AsTasks(send))
    {
    }

    /// <summary>Something failed: a message could not be sent, a description or candidate of the other side was refused
    /// (<see cref="WebRtcException"/>), or ICE was restarted <see cref="MaxRestarts"/> times without success. The Negotiator stays usable.
    /// Raised by the connection's queue. Without a handler the error is written to standard error.</summary>
    public event EventHandler<Exception>? ErrorOccurred;

    /// <summary>The connection that is negotiated.</summary>
    public PeerConnection Connection { get; }

    private bool IsOver => _isDisposed || Connection.IsClosed;

    /// <summary>Takes a message that the other side's Negotiator or page has sent. Returns at once.</summary>
    /// <param name="message">A message, in the order in which they were sent.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <exception cref="FormatException">It is not JSON, has neither description nor candidate, or a member is wrong; the message
    /// says which. Nothing has changed.</exception>
    /// <exception cref="ArgumentException">The candidate has neither sdpMid nor sdpMLineIndex.</exception>
    /// <exception cref="WebRtcException">The candidate cannot be parsed; or 4,096 messages wait, because the queue is not
    /// polled.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    /// <exception cref="ObjectDisposedException">The Negotiator or the connection is disposed.</exception>
    /// <remarks>The engine parses a description when its turn comes. If it refuses, <see cref="ErrorOccurred"/> is raised.</remarks>
    public void Receive(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        ThrowIfOver();
        var (description, candidate, isAgain) = NegotiationMessage.Read(message);
        if (_inbox.Count >= MaxWaiting)
            throw new WebRtcException($"{MaxWaiting} messages wait to be negotiated.", RtcErrorType.ResourceExhausted);
        if (description != null)
            _inbox.Enqueue(() => Take(description, isAgain));
        if (candidate != null)
            _inbox.Enqueue(() => Take(candidate));
        Schedule();
    }

    /// <summary>Restarts ICE; if an offer of this side waits for its answer, sends that offer again. For a program whose signaling was
    /// interrupted, or that knows of a network change. Returns at once.</summary>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    /// <exception cref="ObjectDisposedException">The Negotiator or the connection is disposed.</exception>
    public void Restart()
    {
        ThrowIfOver();
        _inbox.Enqueue(() =>
        {
            _restarts = 0;
            RestartNow();
        });
        Schedule();
    }

    /// <summary>Detaches from the connection, which stays as it is. Nothing is sent or raised after it, but for a handler that is running.
    /// May be repeated.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        Connection.NegotiationNeeded -= OnNegotiationNeeded;
        Connection.IceCandidateGathered -= OnIceCandidateGathered;
        Connection.ConnectionStateChanged -= OnConnectionStateChanged;
    }

    private void ThrowIfOver()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Connection.ThrowIfClosed();
    }

    private static Func<string, Task> Synchronous(Action<string> send)
    {
        ArgumentNullException.ThrowIfNull(send);
        return message =>
        {
            send(message);
            return Task.CompletedTask;
        };
    }

    private static Func<string, Task> AsTasks(Func<string, ValueTask> send)
    {
        ArgumentNullException.ThrowIfNull(send);
        return message => send(message).AsTask();
    }
}
