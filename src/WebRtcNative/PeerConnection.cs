using System.Collections.Concurrent;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>RTCPeerConnection (WebRTC 1.0, section 4.4): a connection to a remote peer, negotiated by offer and answer.</summary>
/// <remarks>Every member may be called from any thread and from inside handlers. Only the constructor and
/// <see cref="CreateDataChannel"/> wait for an engine thread. States change when their events are raised. A connection
/// lives until it is closed or its queue is let go of.</remarks>
public sealed partial class PeerConnection : IDisposable, IEventTarget
{
    private static long s_lastTag;

    private readonly EventQueue _queue;
    private readonly long _tag = Interlocked.Increment(ref s_lastTag);
    private readonly NativePeerConnection _native;
    private readonly ConcurrentDictionary<long, DataChannel> _channels = new(); // by tag, until they are closed
    private int _closed;
    private int _disposed;

    /// <summary>A new connection.</summary>
    /// <param name="options">ICE servers and the rest; null for the defaults.</param>
    /// <param name="queue">Where events wait to be raised; null for <see cref="EventQueue.Shared"/>.</param>
    /// <exception cref="ArgumentException">An option is wrong; the message says which.</exception>
    /// <exception cref="WebRtcException">The engine refuses an option, such as a malformed ICE server URL.</exception>
    /// <exception cref="ObjectDisposedException">The queue is disposed.</exception>
    public PeerConnection(PeerConnectionOptions? options = null, EventQueue? queue = null)
    {
        options ??= new PeerConnectionOptions();
        options.Validate();
        _queue = queue ?? EventQueue.Shared;
        Inbox = new EventInbox(_queue);
        _queue.Register(_tag, this);
        try
        {
            _native = new NativePeerConnection(_queue.Native, _tag, options);
        }
        catch
        {
            _queue.Unregister(_tag);
            throw;
        }
        if (IsClosed) // by a queue that was disposed meanwhile
            _native.Close();
    }

    /// <summary>State of ICE and DTLS taken together.</summary>
    public PeerConnectionState ConnectionState { get; private set; }

    /// <summary>State of the offer and answer exchange.</summary>
    public SignalingState SignalingState { get; private set; }

    /// <summary>State of candidate gathering.</summary>
    public IceGatheringState IceGatheringState { get; private set; }

    /// <summary>State of ICE.</summary>
    public IceConnectionState IceConnectionState { get; private set; }

    /// <summary>The pair of candidates that data goes between; null before there is one.</summary>
    public IceCandidatePair? SelectedCandidatePair { get; private set; }

    PeerConnection IEventTarget.Connection => this;

    internal EventInbox Inbox { get; }

    internal bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>createDataChannel (WebRTC 1.0, section 6.1). Waits for the engine's signaling thread.</summary>
    /// <param name="label">Name of the channel, at most 65,535 bytes of UTF-8; need not be unique.</param>
    /// <param name="options">Reliability, order, id and the rest; null for a reliable, ordered channel.</param>
    /// <exception cref="ArgumentException">The label or an option is wrong; the message says which.</exception>
    /// <exception cref="WebRtcException">The id is taken, or the engine refuses.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    /// <remarks>On <see cref="EventQueue.Shared"/> and a connection that is connected already, the channel may open before
    /// a handler is attached: look at <see cref="DataChannel.State"/> after attaching.</remarks>
    public DataChannel CreateDataChannel(string label, DataChannelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(label);
        options ??= new DataChannelOptions();
        options.Validate();
        ThrowIfClosed();
        var tag = Interlocked.Increment(ref s_lastTag);
        var channel = new DataChannel(this, tag);
        Track(channel);
        try
        {
            channel.Attach(_native.CreateDataChannel(tag, label, options));
        }
        catch
        {
            Forget(channel);
            throw;
        }
        if (IsClosed)
            channel.CloseWithConnection();
        return channel;
    }

    /// <summary>close (WebRTC 1.0, section 4.4.2). Closes the channels too; pending calls end with an
    /// <see cref="InvalidOperationException"/>; no event is raised from here on. Returns at once; may be repeated.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        try
        {
            _native?.Close(); // null while the constructor runs
        }
        catch (ObjectDisposedException)
        {
            // Disposed by another thread: closed as well.
        }
        ConnectionState = PeerConnectionState.Closed;
        SignalingState = SignalingState.Closed;
        IceConnectionState = IceConnectionState.Closed;
        foreach (var channel in _channels.Values)
            channel.CloseWithConnection();
        EndOperations();
        _queue.Unregister(_tag);
    }

    /// <summary>Closes the connection and gives up what it holds. Returns at once; may be repeated.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref _disposed, 1);
        Close();
        _native.Dispose();
    }

    internal void Track(DataChannel channel)
    {
        _channels[channel.Tag] = channel;
        _queue.Register(channel.Tag, channel);
    }

    internal void Forget(DataChannel channel)
    {
        _channels.TryRemove(channel.Tag, out _);
        _queue.Unregister(channel.Tag);
    }

    private void ThrowIfClosed()
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (IsClosed)
            throw new InvalidOperationException("The peer connection is closed.");
    }
}
