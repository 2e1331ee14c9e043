using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative.Godot;

/// <summary>Godot's WebRTCPeerConnection: poll-driven, for games. A call that fails returns a <see cref="WebRtcError"/> and does not throw;
/// <see cref="LastError"/> has the details.</summary>
/// <remarks>Handlers run inside <see cref="Poll"/> and nowhere else, and may call any member of this or another connection. Use an
/// object from one thread at a time; <see cref="Poll"/> on a second thread returns <see cref="WebRtcError.Busy"/>. An object has an
/// <see cref="EventQueue"/> of its own, unless many objects are given one queue, which then needs one poll for all.</remarks>
public sealed partial class WebRtcPeerConnection : IDisposable
{
    private readonly PeerConnectionFactory? _factory;
    private readonly bool _isQueueShared;
    private EventQueue? _queue; // null until there has been a connection
    private PeerConnection? _connection; // null: closed
    private Task? _closing; // of CloseGracefully
    private WebRtcConnectionState _stateBeforeClosing;
    private bool _disposed;

    /// <summary>A connection that is usable at once, as after <see cref="Initialize"/> with no configuration.</summary>
    /// <remarks>If the process may not have the threads or descriptors that a first connection needs, the object is created in
    /// state Closed. <see cref="LastError"/> names the missing resource, and <see cref="Initialize"/> succeeds once there is
    /// enough.</remarks>
    public WebRtcPeerConnection() => Initialize();

    /// <summary>A connection that is usable at once, on the threads and with the options of a factory. Not part of Godot's class.</summary>
    /// <param name="factory">Makes the connection, and those of <see cref="Initialize"/>. Its queue is not used. Where it is disposed,
    /// the object is made closed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="factory"/> is null.</exception>
    public WebRtcPeerConnection(PeerConnectionFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _factory = factory;
        Initialize();
    }

    /// <summary>A connection on a queue that other connections use too: one <see cref="EventQueue.Poll"/> raises the events of all, for ten
    /// thousand as for one. Not part of Godot's class.</summary>
    /// <param name="queue">A polled queue (<c>new EventQueue()</c>). This object does not dispose it. Where it is disposed, the object is
    /// made closed.</param>
    /// <param name="factory">Makes the connection, and those of <see cref="Initialize"/>; null for the process's threads and the default
    /// options.</param>
    /// <exception cref="ArgumentNullException"><paramref name="queue"/> is null.</exception>
    /// <exception cref="ArgumentException">The queue raises its events by itself, as <see cref="EventQueue.Shared"/> and a queue with a
    /// <see cref="SynchronizationContext"/> do: handlers would run, and states change, outside of a poll.</exception>
    public WebRtcPeerConnection(EventQueue queue, PeerConnectionFactory? factory = null)
    {
        ArgumentNullException.ThrowIfNull(queue);
        if (!queue.IsPolled)
            throw new ArgumentException("The queue raises its events by itself; a polled one, new EventQueue(), is needed.", nameof(queue));
        _factory = factory;
        _queue = queue;
        _isQueueShared = true;
        Initialize();
    }

    /// <summary>session_description_created: an offer or answer to pass to <see cref="SetLocalDescription(string, string)"/> of this object
    /// and to send to the remote peer. Type ("offer", "answer") and SDP. Raised in <see cref="Poll"/>.</summary>
    public event Action<string, string>? SessionDescriptionCreated;

    /// <summary>An offer or answer of this side as one JSON string, raised in <see cref="Poll"/> after
    /// <see cref="SessionDescriptionCreated"/>; a browser reads it too (<see cref="SessionDescription.ToJson"/>). Not part of Godot's
    /// class.</summary>
    public event Action<string>? SessionDescriptionJsonCreated;

    /// <summary>ice_candidate_created: a candidate of this side, to be sent to the remote peer: media, index and name. Raised in
    /// <see cref="Poll"/>.</summary>
    public event Action<string, int, string>? IceCandidateCreated;

    /// <summary>A candidate of this side as one JSON string, raised in <see cref="Poll"/> after <see cref="IceCandidateCreated"/>; a browser
    /// reads it too (<see cref="IceCandidate.ToJson"/>). Not part of Godot's class.</summary>
    public event Action<string>? IceCandidateJsonCreated;

    /// <summary>data_channel_received: the remote peer has created a channel that is not negotiated. Raised in
    /// <see cref="Poll"/>.</summary>
    public event Action<WebRtcDataChannel>? DataChannelReceived;

    /// <summary>The connection state has changed. Not part of Godot's class. Raised in <see cref="Poll"/>.</summary>
    public event Action<WebRtcConnectionState>? ConnectionStateChanged;

    /// <summary>A STUN or TURN server could not be used. Not part of Godot's class. Raised in <see cref="Poll"/>.</summary>
    public event Action<IceCandidateError>? IceCandidateError;

    /// <summary>An operation whose call returned Ok has failed later. Name of the call, and the error, which is <see cref="LastError"/> as
    /// well. Not part of Godot's class. Raised in <see cref="Poll"/>.</summary>
    public event Action<string, WebRtcErrorInfo>? OperationFailed;

    /// <summary>The connection of the core that this object is a layer on, for what Godot's class has not; null when closed. A new one after
    /// <see cref="Initialize"/>. Not part of Godot's class.</summary>
    /// <remarks>Its tasks end and its events are raised in a poll; code that awaits a task continues elsewhere. What is done there is seen
    /// here, with two exceptions: an offer that is set there is not answered automatically, and raises no event here. A channel of the
    /// remote peer goes to <see cref="DataChannelReceived"/> and not to <see cref="PeerConnection.AcceptDataChannelAsync"/>.</remarks>
    public PeerConnection? Connection => _connection is { IsClosed: false } connection ? connection : null;

    /// <summary>The last failure of a call of this object; its code is Ok if there was none.</summary>
    public WebRtcErrorInfo LastError { get; private set; } = WebRtcErrorInfo.None;

    /// <summary>Whether <see cref="CloseGracefully"/> was called and has not ended.</summary>
    internal bool IsClosing => _closing != null;

    /// <summary>initialize: closes the present connection and opens a new one, in state New.</summary>
    /// <param name="configuration">ICE servers and the rest; null for the defaults.</param>
    /// <returns>InvalidParameter if the configuration is wrong, Failed if threads or descriptors have run out
    /// (<see cref="RtcErrorType.ResourceExhausted"/> in <see cref="LastError"/>), and the old connection stays; Unconfigured after
    /// <see cref="Dispose"/>.</returns>
    public WebRtcError Initialize(PeerConnectionOptions? configuration = null)
    {
        if (_disposed)
            return Fail(WebRtcError.Unconfigured, "The object has been disposed.");
        return Try(() =>
        {
            StartUp.Check();
            Renew(configuration);
        });
    }

    /// <summary>create_data_channel: creates a channel, which opens once the connection is connected. Only in state New.</summary>
    /// <param name="label">Name of the channel, at most 65,535 bytes of UTF-8.</param>
    /// <param name="options">Reliability, order, id and the rest; null for a reliable, ordered channel.</param>
    /// <returns>Null on failure; <see cref="LastError"/> says why.</returns>
    public WebRtcDataChannel? CreateDataChannel(string label, DataChannelOptions? options = null)
    {
        if (Connection is not { } connection)
        {
            FailClosed();
            return null;
        }
        if (GetConnectionState() != WebRtcConnectionState.New)
        {
            Fail(WebRtcError.Failed, $"Data channels can be created in state New, not in {GetConnectionState()}.");
            return null;
        }
        WebRtcDataChannel? channel = null;
        Try(() => channel = new WebRtcDataChannel(connection.CreateDataChannel(label, options)));
        return channel;
    }

    /// <summary>poll: raises all queued events on this thread; with a queue that was given to many connections, the events of all of
    /// them.</summary>
    /// <returns>Unconfigured when closed, and nothing is raised; Busy while another thread polls.</returns>
    /// <remarks>An exception of a handler is thrown from here; the events after it wait for the next call.</remarks>
    public WebRtcError Poll()
    {
        if (Connection == null && _closing == null)
            return FailClosed();
        try
        {
            if (!_queue!.TryPoll(out _))
                return Fail(WebRtcError.Busy, "Another thread is polling the connection.");
            if (_closing is { IsCompleted: true })
                Close();
            return WebRtcError.Ok;
        }
        catch (ObjectDisposedException) when (_queue!.IsDisposed) // by another thread, meanwhile
        {
            return FailClosed();
        }
    }

    /// <summary>close: closes the connection and its channels. No event is raised after it; <see cref="Initialize"/> makes the
    /// object usable again. May be repeated.</summary>
    /// <remarks>Returns at once, before the remote peer is told, as <see cref="PeerConnection.Close"/> does. Packets that have not left
    /// by then are lost; <see cref="CloseGracefully"/> loses none.</remarks>
    public void Close()
    {
        var connection = _connection;
        _connection = null;
        _closing = null;
        connection?.Dispose();
    }

    /// <summary>Begins to close the connection so that nothing is lost, as <see cref="PeerConnection.CloseAsync"/> does. Keep polling: it
    /// is over when <see cref="GetConnectionState"/> is Closed, after <see cref="PeerConnectionOptions.ClosingTimeout"/> without a sign of
    /// the remote peer at the latest. Not part of Godot's class.</summary>
    /// <returns>Unconfigured when closed. May be repeated.</returns>
    /// <remarks>Channels accept no packets from here on, and what they have received stays readable. <see cref="Close"/> ends the
    /// closing at once.</remarks>
    public WebRtcError CloseGracefully()
    {
        if (_closing != null)
            return WebRtcError.Ok;
        if (Connection is not { } connection)
            return FailClosed();
        _stateBeforeClosing = GetConnectionState();
        _closing = connection.CloseAsync();
        return WebRtcError.Ok;
    }

    /// <summary>Closes the connection for good, as <see cref="Close"/> does. May be repeated.</summary>
    public void Dispose()
    {
        _disposed = true;
        Close();
        if (!_isQueueShared)
            _queue?.Dispose();
    }

    /// <summary>get_connection_state: whether the connection is new, connecting, connected, lost or closed. Changes in <see cref="Poll"/>,
    /// <see cref="Close"/> and <see cref="Initialize"/> only.</summary>
    /// <remarks>As the core's <see cref="PeerConnection.ConnectionState"/>, it does not change when the remote peer closes.</remarks>
    public WebRtcConnectionState GetConnectionState()
    {
        if (_connection is not { } connection)
            return WebRtcConnectionState.Closed;
        var state = (WebRtcConnectionState)connection.ConnectionState;
        // The core is closed some time before the remote peer is told. The end is seen in Poll, unless the program polls the queue.
        var isClosing = _closing is { } closing && !(_isQueueShared && closing.IsCompleted);
        return state == WebRtcConnectionState.Closed && isClosing ? _stateBeforeClosing : state;
    }

    /// <summary>get_gathering_state: how far the search for local candidates is; New when closed.</summary>
    public IceGatheringState GetGatheringState() => Connection?.IceGatheringState ?? IceGatheringState.New;

    /// <summary>get_signaling_state: how far the exchange of offer and answer is; Closed when closed.</summary>
    public SignalingState GetSignalingState() => Connection?.SignalingState ?? SignalingState.Closed;

    /// <summary>The candidate pair in use; null before there is one. Not part of Godot's class.</summary>
    public IceCandidatePair? GetSelectedCandidatePair() => Connection?.Sctp?.Transport.IceTransport.SelectedCandidatePair;

    // Not inlined: compiling this method loads assemblies, before the check. See StartUp.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Renew(PeerConnectionOptions? configuration)
    {
        _queue ??= new EventQueue();
        var factory = _factory ?? PeerConnectionFactory.Default;
        configuration = (configuration ?? factory.Options.PeerConnection) with { Media = false }; // Godot's class has data channels only
        var next = factory.CreatePeerConnection(configuration, _queue);
        Close();
        Adopt(next);
    }

    private void Adopt(PeerConnection connection)
    {
        LastError = WebRtcErrorInfo.None;
        _roundTripTime = new PolledRoundTripTime(connection);
        connection.IceCandidateGathered += (_, candidate) => RaiseInTurn(
            connection,
            () => IceCandidateCreated?.Invoke(candidate.SdpMid ?? string.Empty, candidate.SdpMLineIndex ?? 0, candidate.Candidate),
            () => IceCandidateJsonCreated?.Invoke(candidate.ToJson()));
        connection.DataChannelReceived += (_, channel) => DataChannelReceived?.Invoke(new WebRtcDataChannel(channel));
        connection.ConnectionStateChanged += (_, state) => ConnectionStateChanged?.Invoke((WebRtcConnectionState)state);
        connection.IceCandidateErrorOccurred += (_, error) => IceCandidateError?.Invoke(error);
        _connection = connection;
    }

    /// <summary>Godot's event, then its form in JSON, unless a handler has closed the connection. An exception of the first one's handlers
    /// ends both, as it does among the handlers of one event.</summary>
    private void RaiseInTurn(PeerConnection connection, Action first, Action second)
    {
        first();
        if (Connection == connection)
            second();
    }

    private WebRtcError FailClosed() => Fail(
        WebRtcError.Unconfigured,
        _disposed ? "The object has been disposed."
        : _queue?.IsDisposed == true ? "The queue of the connection is disposed."
        : "The connection is closed; Initialize opens it again.");

    private WebRtcError Fail(WebRtcError code, string message) => Fail(WebRtcErrorInfo.Of(code, message));

    private WebRtcError Fail(WebRtcErrorInfo error)
    {
        LastError = error;
        return error.Code;
    }

    private WebRtcError Try(Action call)
    {
        try
        {
            call();
            return WebRtcError.Ok;
        }
        catch (Exception e) when (
            e is ArgumentException or FormatException or InvalidOperationException or WebRtcException or OutOfMemoryException)
        {
            return Fail(WebRtcErrorInfo.From(e));
        }
    }
}
