using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>RTCDataChannel (WebRTC 1.0, section 6.2), as a socket: messages wait in the channel's receive queue until they are
/// received.</summary>
/// <remarks>Every member may be called from any thread and from inside handlers; none waits for an engine thread, and sending and
/// receiving allocate nothing. Events are raised by the connection's queue. A channel lives as long as it is not closed and its
/// connection lives. Pending calls end with the channel: when either side closes it, when it fails, and when this side closes its
/// connection or disposes its queue. Dispose of the channel ends them with an <see cref="ObjectDisposedException"/>. A connection that
/// is Disconnected or Failed has not ended its channels, since ICE may find the peer again.</remarks>
public sealed partial class DataChannel : IDisposable, IAsyncDisposable, IEventTarget
{
    // Bits of the state beside a DataChannelState.
    private const int WasOpen = 4;

    // connecting -> open -> closing -> closed, where any may be skipped and none comes back. With WasOpen from open on.
    private int _state;
    private DataChannelState _lastRaised;
    private NativeDataChannel? _native;

    internal DataChannel(PeerConnection connection, long tag)
    {
        Connection = connection;
        Tag = tag;
    }

    /// <summary>The state has changed: open, closing, closed (WebRTC 1.0, section 6.2). Not raised for the change that this side's
    /// <see cref="Close"/> makes at once. Raised by the connection's queue.</summary>
    public event EventHandler<DataChannelState>? StateChanged;

    /// <summary>error (WebRTC 1.0, section 6.3): the channel failed with <see cref="Error"/>. Raised by the connection's queue, before
    /// <see cref="StateChanged"/> with Closed.</summary>
    public event EventHandler<WebRtcException>? ErrorOccurred;

    /// <summary>The connection that the channel belongs to.</summary>
    public PeerConnection Connection { get; }

    /// <summary>label: name of the channel, as its creator chose it; need not be unique.</summary>
    public string Label { get; private set; } = string.Empty;

    /// <summary>protocol: name of the subprotocol, as the channel's creator chose it; may be empty.</summary>
    public string Protocol { get; private set; } = string.Empty;

    /// <summary>ordered: whether messages arrive in the order in which they were sent.</summary>
    public bool Ordered { get; private set; }

    /// <summary>negotiated: whether both sides created the channel with the same id, so that nothing was announced.</summary>
    public bool Negotiated { get; private set; }

    /// <summary>maxRetransmits: how often a message is sent again before it is given up, 0 to 65,535; null without a limit.</summary>
    public int? MaxRetransmits { get; private set; }

    /// <summary>maxPacketLifeTime: time after which a message is given up, 0 to 65,535 ms; null without a limit.</summary>
    public TimeSpan? MaxPacketLifeTime { get; private set; }

    /// <summary>priority: share of the bandwidth among the connection's channels.</summary>
    public RtcPriority Priority { get; private set; }

    /// <summary>readyState: whether the channel opens, carries messages, closes or is closed. Changes
    /// when the event is raised, and by <see cref="Close"/>.</summary>
    public DataChannelState State => StateOf(Volatile.Read(ref _state));

    /// <summary>The error that closed the channel; null after the closing procedure. If the peer closes its connection instead of
    /// the channel, that is an error, as in browsers; closing this side's connection is none.</summary>
    public WebRtcException? Error { get; private set; }

    /// <summary>id: number of the channel's SCTP stream, 0 to 65,534, the same on both sides; null until it is known.</summary>
    public int? Id => _native?.Id is >= 0 and var id ? id : null;

    /// <summary>Longest message in bytes that may be sent (of RTCSctpTransport); null until it is negotiated.</summary>
    public int? MaxMessageSize =>
        _native?.MaxMessageSize is >= 0 and var size ? (int)Math.Min(size, int.MaxValue)
        : Connection.Sctp?.MaxMessageSize is { } negotiated ? (int)Math.Min(negotiated, int.MaxValue)
        : null;

    PeerConnection? IEventTarget.Connection => Connection;

    internal long Tag { get; }

    internal bool IsDisposed => _native?.IsDisposed != false;

    /// <summary>close (WebRTC 1.0, section 6.2): starts the closing procedure after all sent messages. Returns at once;
    /// <see cref="CloseAsync"/> waits for the end of the procedure.</summary>
    public void Close()
    {
        Advance(DataChannelState.Closing);
        try
        {
            _native?.Close();
        }
        catch (ObjectDisposedException)
        {
            // Disposed by another thread, which closes as well.
        }
        _sendable.Set();
        EndTasks();
    }

    /// <summary>Closes the channel and drops unreceived messages. Returns at once, before the remote peer is told;
    /// <see cref="DisposeAsync"/> waits for that. May be repeated.</summary>
    public void Dispose()
    {
        Advance(DataChannelState.Closed);
        Connection.Forget(this);
        _native?.Dispose();
        WakeWaiting();
    }

    internal void Attach(NativeDataChannel native)
    {
        var info = native.GetInfo();
        Label = info.Label;
        Protocol = info.Protocol;
        Ordered = info.Ordered;
        Negotiated = info.Negotiated;
        MaxRetransmits = info.MaxRetransmits;
        MaxPacketLifeTime = info.MaxPacketLifeTime is { } time ? TimeSpan.FromMilliseconds(time) : null;
        Priority = (RtcPriority)info.Priority;
        _native = native;
    }

    /// <summary>For a channel of the remote peer, which is open when it is announced.</summary>
    internal void AttachOpen(NativeDataChannel native)
    {
        Attach(native);
        if (native.State != (int)DataChannelState.Connecting)
            Advance(DataChannelState.Open);
    }

    /// <summary>The connection was closed on this side: nothing is raised.</summary>
    internal void CloseWithConnection()
    {
        Advance(DataChannelState.Closed);
        Connection.Forget(this);
        WakeWaiting();
    }

    void IEventTarget.Handle(EventBody body)
    {
        if (Connection.IsClosed)
        {
            WebRtcMetrics.EventDropped();
            return;
        }
        switch (body)
        {
            case ChannelReadableEvent:
                _readable.Set();
                MessagesAvailable?.Invoke(this, EventArgs.Empty);
                break;
            case ChannelWritableEvent:
                _sendable.Set();
                break;
            case ChannelBufferedAmountLowEvent:
                _bufferedAmountLow?.Invoke(this, EventArgs.Empty);
                break;
            case ChannelStateEvent e:
                HandleState((DataChannelState)e.State, e.Failure);
                break;
        }
    }

    private void HandleState(DataChannelState state, Exception? failure)
    {
        var isClosed = state == DataChannelState.Closed;
        if (isClosed)
            Error = (WebRtcException?)failure; // before the state: code that sees Closed reads the reason here
        Advance(state);
        if (isClosed)
            Connection.Forget(this);
        WakeWaiting();
        // A channel of the remote peer is open before it is announced, and its "open" is still raised after that. A state that this
        // side's closing has passed is not raised.
        if (state != State || state <= _lastRaised)
            return;
        _lastRaised = state;
        Raise(state);
    }

    private void Raise(DataChannelState state)
    {
        try
        {
            if (state == DataChannelState.Closed && Error is { } error)
                ErrorOccurred?.Invoke(this, error);
        }
        finally
        {
            StateChanged?.Invoke(this, state);
        }
    }

    /// <summary>Makes waiting calls read the state again.</summary>
    private void WakeWaiting()
    {
        _readable.Set();
        _sendable.Set();
        EndTasks();
    }

    private static DataChannelState StateOf(int state) => (DataChannelState)(state & ~WasOpen);

    private void Advance(DataChannelState state)
    {
        var now = Volatile.Read(ref _state);
        while (StateOf(now) < state)
        {
            var next = (int)state | (state == DataChannelState.Open ? WasOpen : now & WasOpen);
            var seen = Interlocked.CompareExchange(ref _state, next, now);
            if (seen == now)
                return;
            now = seen;
        }
    }
}
