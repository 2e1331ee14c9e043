using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>RTCPeerConnection (WebRTC 1.0, section 4.4): a connection to a remote peer, negotiated by offer and answer.</summary>
/// <remarks>Every member may be called from any thread and from inside handlers. The constructor,
/// <see cref="CreateDataChannel"/>, <see cref="SetConfiguration"/> and the methods that add or remove transceivers and tracks wait for an
/// engine thread; no other member does. States change when their events are raised. The code after an await runs on the thread pool or in
/// the caller's context, never inside the queue. A connection lives until it is closed, or its queue is collected.</remarks>
public sealed partial class PeerConnection : IDisposable, IAsyncDisposable, IEventTarget
{
    private static long s_lastTag;

    private readonly EventQueue _queue;
    private readonly long _tag = Interlocked.Increment(ref s_lastTag);
    private readonly NativePeerConnection _native;
    private readonly OpenConnections _ofFactory;
    private readonly ConcurrentDictionary<long, DataChannel> _channels = new(); // by tag, until they are closed
    private readonly ConnectActivity _connect = new();
    private volatile PeerConnectionOptions _configuration;

    /// <summary>A new connection, on the threads that all connections without a <see cref="PeerConnectionFactory"/> share.</summary>
    /// <param name="options">ICE servers and the rest; null for the defaults.</param>
    /// <param name="queue">The queue of its events; null for <see cref="EventQueue.Shared"/>.</param>
    /// <exception cref="ArgumentException">An option is wrong, such as a malformed URL of an ICE server; the message says which.</exception>
    /// <exception cref="WebRtcException">The engine refuses another option. With <see cref="RtcErrorType.ResourceExhausted"/>: the
    /// process may not have the threads or descriptors that a first connection needs; a later try succeeds once there are
    /// enough.</exception>
    /// <exception cref="ObjectDisposedException">The queue is disposed.</exception>
    public PeerConnection(PeerConnectionOptions? options = null, EventQueue? queue = null)
        : this(options, queue, null, StartUp.Check())
    {
    }

    internal PeerConnection(PeerConnectionOptions? options, EventQueue? queue, PeerConnectionFactory factory)
        : this(options, queue, factory, StartUp.Check())
    {
    }

    // Not inlined: the JIT would load assemblies before the check. See StartUp.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private PeerConnection(PeerConnectionOptions? options, EventQueue? queue, PeerConnectionFactory? factory, bool _)
    {
        factory ??= PeerConnectionFactory.Default;
        options ??= factory.Options.PeerConnection;
        options.Validate();
        _queue = queue ?? factory.Options.Queue ?? EventQueue.Shared;
        _configuration = options;
        _ofFactory = factory.Connections;
        Inbox = new EventInbox(_queue);
        ObjectDisposedException.ThrowIf(!_queue.TryRegister(_tag, this, out var native), _queue);
        try
        {
            _native = new NativePeerConnection(factory.NextRuntime(), native, _tag, options);
            _ofFactory.Add(this);
            ProcessEnd.Connections.Add(this);
            WebRtcMetrics.ConnectionOpened(this);
        }
        catch
        {
            _queue.Unregister(_tag);
            _native?.Dispose();
            throw;
        }
        if (IsClosed) // the queue was disposed meanwhile
            _native.Close();
        StartUp.Succeed();
    }

    /// <summary>connectionState: whether the connection is connected, by the states of ICE and DTLS of all transports together.</summary>
    /// <remarks>It does not change when the remote peer closes its connection (WebRTC 1.0, section 4.3.3, counts a closed transport as
    /// connected), until ICE misses the peer: then it is Disconnected and Failed, as <see cref="IceTimingOptions"/> has it. The peer's
    /// closing is seen at once in <see cref="SctpTransport.State"/> and <see cref="DtlsTransport.State"/>, which become Closed, and in
    /// the channels, which end.</remarks>
    public PeerConnectionState ConnectionState
    {
        // Not set by Close: an event that is being raised on another thread could set it back.
        get => IsClosed ? PeerConnectionState.Closed : field;
        private set;
    }

    PeerConnection? IEventTarget.Connection => this;

    internal EventInbox Inbox { get; }

    internal IEnumerable<KeyValuePair<long, DataChannel>> Channels => _channels;

    /// <summary>Whether this side has created a channel, even if that is closed by now.</summary>
    internal bool HasCreatedChannel { get; private set; }

    /// <summary>getConfiguration (WebRTC 1.0, section 4.4.2): the options that the connection was created with, or that were set
    /// last.</summary>
    public PeerConnectionOptions GetConfiguration() => _configuration;

    /// <summary>setConfiguration (WebRTC 1.0, section 4.4.2): changes options of the connection. ICE servers, transport policy, pool size,
    /// ClosingTimeout and ICE timing (but for ReceivingTimeout and BackupPairPingInterval) may change; servers and policy count from the
    /// next gathering, which <see cref="RestartIce"/> begins. Waits for the engine's signaling thread.</summary>
    /// <param name="options">All options, including those that do not change.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">An option is wrong; the message says which.</exception>
    /// <exception cref="WebRtcException">Another option is changed, or the engine refuses.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    public void SetConfiguration(PeerConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ThrowIfClosed();
        if (_configuration.WhatMayNotChange(options) is { } name)
            throw new WebRtcException($"{name} cannot be changed in a connection.", RtcErrorType.InvalidModification);
        _native.SetConfiguration(options);
        _configuration = options;
    }

    /// <summary>createDataChannel (WebRTC 1.0, section 6.1): creates a channel, which opens once the connection is connected. Waits for the
    /// engine's signaling thread.</summary>
    /// <param name="label">Name of the channel, at most 65,535 bytes of UTF-8; need not be unique.</param>
    /// <param name="options">Reliability, order, id and the rest; null for a reliable, ordered channel.</param>
    /// <exception cref="ArgumentNullException"><paramref name="label"/> is null.</exception>
    /// <exception cref="ArgumentException">The label or an option is wrong; the message says which.</exception>
    /// <exception cref="WebRtcException">The id is taken, or the engine refuses.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    /// <remarks>On <see cref="EventQueue.Shared"/> and a connection that is connected already, the channel may open before a
    /// handler is attached. <see cref="DataChannel.Opened"/> ends in either case.</remarks>
    public DataChannel CreateDataChannel(string label, DataChannelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(label);
        options ??= new DataChannelOptions();
        options.Validate();
        ThrowIfClosed();
        var tag = Interlocked.Increment(ref s_lastTag);
        var channel = new DataChannel(this, tag);
        if (!TryTrack(channel))
            throw new InvalidOperationException("The peer connection is closed.");
        try
        {
            channel.Attach(_native.CreateDataChannel(tag, label, options));
        }
        catch
        {
            Forget(channel);
            throw;
        }
        HasCreatedChannel = true;
        if (IsClosed)
            channel.CloseWithConnection();
        return channel;
    }

    /// <summary>False if the queue is disposed, which has closed the connection.</summary>
    internal bool TryTrack(DataChannel channel)
    {
        _channels[channel.Tag] = channel;
        if (_queue.TryRegister(channel.Tag, channel))
            return true;
        _channels.TryRemove(channel.Tag, out _);
        return false;
    }

    internal void Forget(DataChannel channel)
    {
        _channels.TryRemove(channel.Tag, out _);
        _queue.Unregister(channel.Tag);
    }

    internal void ThrowIfClosed()
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (IsClosed)
            throw new InvalidOperationException("The peer connection is closed.");
    }
}
