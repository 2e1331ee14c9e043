using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative.Godot;

/// <summary>Godot's WebRTCPeerConnection: poll-driven, for games. Failures of the contract are returned, never thrown;
/// <see cref="LastError"/> has the details.</summary>
/// <remarks>Handlers run inside <see cref="Poll"/> and nowhere else, and may call any member of this or another connection. Use an
/// object from one thread at a time; <see cref="Poll"/> on a second thread returns <see cref="WebRtcError.Busy"/>.</remarks>
public sealed partial class WebRtcPeerConnection : IDisposable
{
    private readonly PeerConnectionFactory? _factory;
    private EventQueue? _queue; // null until there has been a connection
    private PeerConnection? _connection; // null: closed
    private bool _hasChannel;
    private bool _disposed;

    /// <summary>A connection that is usable at once, as after <see cref="Initialize"/> with no configuration.</summary>
    /// <remarks>If the process may not have the threads or descriptors that a first connection needs, the object is created in
    /// state Closed. <see cref="LastError"/> names the missing resource, and <see cref="Initialize"/> succeeds once there is
    /// enough.</remarks>
    public WebRtcPeerConnection() => Initialize();

    /// <summary>As the other constructor, on the threads and with the options of a factory. Not part of Godot's class.</summary>
    /// <param name="factory">Makes the connection, and those of <see cref="Initialize"/>. Its queue is not used. Where it is disposed,
    /// the object is made closed.</param>
    public WebRtcPeerConnection(PeerConnectionFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _factory = factory;
        Initialize();
    }

    /// <summary>session_description_created: an offer or answer to pass to <see cref="SetLocalDescription"/> of this object and to
    /// send to the remote peer. Type ("offer", "answer") and SDP.</summary>
    public event Action<string, string>? SessionDescriptionCreated;

    /// <summary>ice_candidate_created: a candidate to send to the remote peer. Media, index and name.</summary>
    public event Action<string, int, string>? IceCandidateCreated;

    /// <summary>data_channel_received: the remote peer has created a channel that is not negotiated.</summary>
    public event Action<WebRtcDataChannel>? DataChannelReceived;

    /// <summary>The connection state has changed. Not part of Godot's class.</summary>
    public event Action<WebRtcConnectionState>? ConnectionStateChanged;

    /// <summary>A STUN or TURN server could not be used. Not part of Godot's class.</summary>
    public event Action<IceCandidateError>? IceCandidateError;

    /// <summary>An operation whose call returned Ok has failed later. Name of the call, and the error, which is
    /// <see cref="LastError"/> as well. Not part of Godot's class.</summary>
    public event Action<string, WebRtcErrorInfo>? OperationFailed;

    /// <summary>The last failure; its code is Ok if there was none.</summary>
    public WebRtcErrorInfo LastError { get; private set; } = WebRtcErrorInfo.None;

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

    /// <summary>create_data_channel: only in state New.</summary>
    /// <param name="label">Name of the channel, at most 65,535 bytes of UTF-8.</param>
    /// <param name="options">Reliability, order, id and the rest; null for a reliable, ordered channel.</param>
    /// <returns>Null on failure; <see cref="LastError"/> says why.</returns>
    public WebRtcDataChannel? CreateDataChannel(string label, DataChannelOptions? options = null)
    {
        if (_connection is not { } connection)
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
        Try(() =>
        {
            channel = new WebRtcDataChannel(connection.CreateDataChannel(label, options));
            _hasChannel = true;
        });
        return channel;
    }

    /// <summary>poll: raises all queued events on this thread.</summary>
    /// <returns>Unconfigured when closed; Busy while another thread polls.</returns>
    /// <remarks>An exception of a handler is thrown from here; the events after it wait for the next call.</remarks>
    public WebRtcError Poll()
    {
        if (_connection == null)
            return FailClosed();
        try
        {
            return _queue!.TryPoll(out _) ? WebRtcError.Ok : Fail(WebRtcError.Busy, "Another thread is polling the connection.");
        }
        catch (ObjectDisposedException) when (_disposed) // by another thread, meanwhile
        {
            return FailClosed();
        }
    }

    /// <summary>close: closes the connection and its channels. No event is raised after it; <see cref="Initialize"/> makes the
    /// object usable again. May be repeated.</summary>
    public void Close()
    {
        var connection = _connection;
        _connection = null;
        connection?.Dispose();
    }

    /// <summary>Closes the connection for good.</summary>
    public void Dispose()
    {
        _disposed = true;
        Close();
        _queue?.Dispose();
    }

    /// <summary>get_connection_state. Changes in <see cref="Poll"/>, <see cref="Close"/> and <see cref="Initialize"/> only.</summary>
    public WebRtcConnectionState GetConnectionState() =>
        _connection is { } connection ? (WebRtcConnectionState)connection.ConnectionState : WebRtcConnectionState.Closed;

    /// <summary>get_gathering_state, as in Godot 4.</summary>
    public IceGatheringState GetGatheringState() => _connection?.IceGatheringState ?? IceGatheringState.New;

    /// <summary>get_signaling_state, as in Godot 4.</summary>
    public SignalingState GetSignalingState() => _connection?.SignalingState ?? SignalingState.Closed;

    /// <summary>The candidate pair in use; null before there is one. Not part of Godot's class.</summary>
    public IceCandidatePair? GetSelectedCandidatePair() => _connection?.Sctp?.Transport.IceTransport.SelectedCandidatePair;

    // Not inlined: compiling this method loads assemblies, before the check. See StartUp.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Renew(PeerConnectionOptions? configuration)
    {
        _queue ??= new EventQueue();
        var next = (_factory ?? PeerConnectionFactory.Default).CreatePeerConnection(configuration, _queue);
        Close();
        Adopt(next);
    }

    private void Adopt(PeerConnection connection)
    {
        _hasChannel = false;
        LastError = WebRtcErrorInfo.None;
        connection.IceCandidateGathered += (_, candidate) =>
            IceCandidateCreated?.Invoke(candidate.SdpMid ?? string.Empty, candidate.SdpMLineIndex ?? 0, candidate.Candidate);
        connection.DataChannelReceived += (_, channel) => DataChannelReceived?.Invoke(new WebRtcDataChannel(channel));
        connection.ConnectionStateChanged += (_, state) => ConnectionStateChanged?.Invoke((WebRtcConnectionState)state);
        connection.IceCandidateErrorOccurred += (_, error) => IceCandidateError?.Invoke(error);
        _connection = connection;
    }

    private WebRtcError FailClosed() =>
        Fail(WebRtcError.Unconfigured, _disposed ? "The object has been disposed." : "The connection is closed; Initialize opens it again.");

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
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or WebRtcException or OutOfMemoryException)
        {
            return Fail(WebRtcErrorInfo.From(e));
        }
    }
}
