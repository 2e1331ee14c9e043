using System.Text;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>RTCDataChannel (WebRTC 1.0, section 6.2), as a socket: messages wait in a receive queue of the channel until
/// they are taken out.</summary>
/// <remarks>Every member may be called from any thread and from inside handlers; none waits for an engine thread, and
/// sending and receiving allocate nothing. A channel lives as long as it is not closed and its connection lives.</remarks>
public sealed class DataChannel : IDisposable, IEventTarget
{
    // connecting -> open -> closing -> closed, where any may be skipped and none comes back.
    private int _state;
    private DataChannelState _lastRaised;
    private NativeDataChannel? _native;

    internal DataChannel(PeerConnection connection, long tag)
    {
        Connection = connection;
        Tag = tag;
    }

    /// <summary>The state has changed: open, closing, close (WebRTC 1.0, section 6.2). Not raised for what this side's
    /// own <see cref="Close"/> does at once. Raised by the connection's queue.</summary>
    public event EventHandler<DataChannelState>? StateChanged;

    /// <summary>Messages have come since the receive queue was last empty: take them out until it is empty again.</summary>
    public event EventHandler? MessagesAvailable;

    /// <summary>The connection that the channel belongs to.</summary>
    public PeerConnection Connection { get; }

    /// <summary>Name of the channel.</summary>
    public string Label { get; private set; } = string.Empty;

    /// <summary>Name of the subprotocol; may be empty.</summary>
    public string Protocol { get; private set; } = string.Empty;

    /// <summary>Whether messages arrive in the order in which they were sent.</summary>
    public bool Ordered { get; private set; }

    /// <summary>Whether both sides created the channel.</summary>
    public bool Negotiated { get; private set; }

    /// <summary>How often a message is sent again; null without a limit.</summary>
    public int? MaxRetransmits { get; private set; }

    /// <summary>Milliseconds after which a message is given up; null without a limit.</summary>
    public int? MaxPacketLifeTime { get; private set; }

    /// <summary>Share of the bandwidth among channels.</summary>
    public RtcPriority Priority { get; private set; }

    /// <summary>readyState. Changes when the event is raised, and by <see cref="Close"/>.</summary>
    public DataChannelState State => (DataChannelState)Volatile.Read(ref _state);

    /// <summary>Why the channel closed, where it was not by the closing procedure; otherwise null.</summary>
    public Exception? Error { get; private set; }

    /// <summary>SCTP stream id; null until it is known.</summary>
    public int? Id => _native?.Id is >= 0 and var id ? id : null;

    /// <summary>Longest message in bytes that may be sent (of RTCSctpTransport); null until it is negotiated.</summary>
    public int? MaxMessageSize => _native?.MaxMessageSize is >= 0 and var size ? (int)Math.Min(size, int.MaxValue) : null;

    /// <summary>Bytes accepted by send and not yet handed to the network.</summary>
    public long BufferedAmount => Math.Max(0, _native?.BufferedAmount ?? 0);

    /// <summary>Messages in the receive queue.</summary>
    public int AvailableMessageCount => Math.Max(0, _native?.Available ?? 0);

    /// <summary>Bytes in the oldest message of the receive queue; null when it is empty.</summary>
    public int? NextMessageSize => _native?.NextSize is >= 0 and var size ? size : null;

    internal long Tag { get; }

    internal bool IsDisposed => _native?.IsDisposed != false;

    /// <summary>send, of bytes. The message is copied.</summary>
    /// <exception cref="InvalidOperationException">The channel is not open.</exception>
    /// <exception cref="ArgumentException">The message is longer than <see cref="MaxMessageSize"/>.</exception>
    /// <exception cref="WebRtcException">The send buffer (16 MiB) is full; nothing was queued.</exception>
    public void Send(ReadOnlySpan<byte> message) => ThrowUnlessSent(TrySend(message));

    /// <summary>send, of a string, as UTF-8.</summary>
    /// <exception cref="InvalidOperationException">The channel is not open.</exception>
    /// <exception cref="ArgumentException">The text is longer than <see cref="MaxMessageSize"/>.</exception>
    /// <exception cref="WebRtcException">The send buffer (16 MiB) is full; nothing was queued.</exception>
    public void Send(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ThrowUnlessSent(TrySend(Encoding.UTF8.GetBytes(text), isText: true));
    }

    /// <summary>Sends, or says why not, without an exception.</summary>
    /// <param name="message">Copied by the call. May be empty.</param>
    /// <param name="isText">Send as a string: the caller sees to it that the bytes are UTF-8.</param>
    public SendResult TrySend(ReadOnlySpan<byte> message, bool isText = false)
    {
        if (State == DataChannelState.Closed)
            return SendResult.Closed; // the engine may not know yet
        try
        {
            return (_native?.Send(message, isText) ?? wrtc_status.WRTC_CLOSED) switch
            {
                wrtc_status.WRTC_OK => SendResult.Sent,
                wrtc_status.WRTC_NOT_OPEN => SendResult.NotOpen,
                wrtc_status.WRTC_SEND_BUFFER_FULL => SendResult.BufferFull,
                wrtc_status.WRTC_MESSAGE_TOO_LARGE => SendResult.TooLarge,
                _ => SendResult.Closed,
            };
        }
        catch (ObjectDisposedException)
        {
            return SendResult.Closed;
        }
    }

    /// <summary>Takes the oldest message out of the receive queue.</summary>
    /// <param name="destination">Where the message goes.</param>
    /// <param name="length">Bytes of the message. Where the result is false: what the destination would need, or 0 when
    /// there is no message.</param>
    /// <param name="isText">Whether it was sent as a string. The engine does not check that it is UTF-8.</param>
    /// <returns>False when there is no message, or the destination is too small for it, in which case it stays.</returns>
    /// <exception cref="ObjectDisposedException">The channel is disposed.</exception>
    public bool TryReceive(Span<byte> destination, out int length, out bool isText)
    {
        ObjectDisposedException.ThrowIf(_native == null, this);
        return _native.Receive(destination, out length, out isText) == wrtc_status.WRTC_OK;
    }

    /// <summary>close (WebRTC 1.0, section 6.2): the closing procedure, after everything that was sent.</summary>
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
    }

    /// <summary>Closes the channel and drops what was not received. Returns at once; may be repeated.</summary>
    public void Dispose()
    {
        Advance(DataChannelState.Closed);
        Connection.Forget(this);
        _native?.Dispose();
    }

    internal void Attach(NativeDataChannel native)
    {
        var (label, protocol, values) = native.GetInfo();
        Label = label;
        Protocol = protocol;
        Ordered = values.ordered != 0;
        Negotiated = values.negotiated != 0;
        MaxRetransmits = values.max_retransmits >= 0 ? values.max_retransmits : null;
        MaxPacketLifeTime = values.max_packet_life_time >= 0 ? values.max_packet_life_time : null;
        Priority = (RtcPriority)values.priority;
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
    }

    void IEventTarget.Handle(in NativeEvent next)
    {
        if (Connection.IsClosed)
            return;
        switch (next.Type)
        {
            case wrtc_event_type.WRTC_EVENT_CHANNEL_READABLE:
                MessagesAvailable?.Invoke(this, EventArgs.Empty);
                break;
            case wrtc_event_type.WRTC_EVENT_CHANNEL_STATE:
                HandleState((DataChannelState)next.Value, next);
                break;
        }
    }

    private void HandleState(DataChannelState state, in NativeEvent next)
    {
        Advance(state);
        if (state == DataChannelState.Closed)
        {
            Error = next.ToException();
            Connection.Forget(this);
        }
        // A channel of the remote peer is open before it is announced, and its "open" is still raised after that; but what
        // this side has left behind by closing is not.
        if (state == State && state > _lastRaised)
        {
            _lastRaised = state;
            StateChanged?.Invoke(this, state);
        }
    }

    private bool Advance(DataChannelState state)
    {
        var now = Volatile.Read(ref _state);
        while (now < (int)state)
        {
            var seen = Interlocked.CompareExchange(ref _state, (int)state, now);
            if (seen == now)
                return true;
            now = seen;
        }
        return false;
    }

    private void ThrowUnlessSent(SendResult result)
    {
        switch (result)
        {
            case SendResult.Sent:
                return;
            case SendResult.TooLarge:
                throw new ArgumentException($"The message is longer than the negotiated maximum of {MaxMessageSize} bytes.");
            case SendResult.BufferFull:
                throw new WebRtcException("The send buffer (16 MiB) is full.", RtcErrorType.ResourceExhausted);
            case SendResult.NotOpen:
                throw new InvalidOperationException($"The data channel is not open; its state is {State}.");
            default:
                ObjectDisposedException.ThrowIf(IsDisposed, this);
                throw new InvalidOperationException("The data channel is closed.");
        }
    }
}
