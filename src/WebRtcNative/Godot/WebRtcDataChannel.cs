using System.Text.Unicode;

namespace WebRtcNative.Godot;

/// <summary>Godot's WebRTCDataChannel. A call that fails returns a <see cref="WebRtcError"/> and does not throw; <see cref="LastError"/>
/// has the details.</summary>
/// <remarks>Every member may be called from any thread, and none waits. A channel stays alive while it is open and its connection
/// lives, even without references.</remarks>
public sealed class WebRtcDataChannel : IDisposable
{
    private static readonly WebRtcErrorInfo s_gone = WebRtcErrorInfo.Of(WebRtcError.Unconfigured, "The data channel is closed.");
    private static readonly WebRtcErrorInfo s_notOpen = WebRtcErrorInfo.Of(WebRtcError.Unavailable, "The data channel is not open.");
    private static readonly WebRtcErrorInfo s_busy = WebRtcErrorInfo.Of(WebRtcError.Busy, "The send buffer (16 MiB) is full; nothing was queued.");
    private static readonly WebRtcErrorInfo s_notUtf8 = WebRtcErrorInfo.Of(WebRtcError.InvalidParameter, "A text packet must be valid UTF-8.");
    private static readonly WebRtcErrorInfo s_tooLarge =
        WebRtcErrorInfo.Of(WebRtcError.ParameterRangeError, "The packet is longer than GetMaxPacketSize allows.");
    private static readonly WebRtcErrorInfo s_empty = WebRtcErrorInfo.Of(WebRtcError.Unavailable, "No packet is waiting.");

    private static readonly WebRtcErrorInfo s_null = WebRtcErrorInfo.Of(WebRtcError.InvalidParameter, "The packet is null.");

    private readonly DataChannel _channel;
    private bool _wasString;

    internal WebRtcDataChannel(DataChannel channel) => _channel = channel;

    /// <summary>The channel of the core that this object is a layer on, for what Godot's class has not. Changes through either are seen
    /// in both. Not part of Godot's class.</summary>
    public DataChannel Channel => _channel;

    /// <summary>write_mode: how <see cref="PutPacket(ReadOnlySpan{byte})"/> sends. Default Binary.</summary>
    public WebRtcWriteMode WriteMode { get; set; } = WebRtcWriteMode.Binary;

    /// <summary>The last failure of a call of this object; its code is Ok if there was none.</summary>
    public WebRtcErrorInfo LastError { get; private set; } = WebRtcErrorInfo.None;

    /// <summary>put_packet: sends a packet, which is copied. Packets may be empty.</summary>
    /// <returns>Unconfigured when the channel is closed or disposed; Unavailable when it is not open; Busy when the send buffer is
    /// full and nothing was queued; ParameterRangeError over the negotiated maximum message size; InvalidParameter when the write
    /// mode is Text and the bytes are not UTF-8.</returns>
    public WebRtcError PutPacket(ReadOnlySpan<byte> packet)
    {
        var isText = WriteMode == WebRtcWriteMode.Text;
        if (isText && !Utf8.IsValid(packet))
            return Fail(s_notUtf8);
        return ToError(_channel.TrySend(packet, isText));
    }

    /// <summary>Sends a string as a text packet in UTF-8, whatever <see cref="WriteMode"/> is; half a surrogate pair becomes U+FFFD.
    /// Allocates nothing. Not part of Godot's class.</summary>
    /// <param name="text">May be empty.</param>
    /// <returns>As <see cref="PutPacket(ReadOnlySpan{byte})"/>; InvalidParameter for null.</returns>
    public WebRtcError PutPacket(string text) => text == null ? Fail(s_null) : ToError(_channel.TrySend(text));

    /// <summary>get_packet: fetches the oldest packet, in an array of its own. Packets that arrived before the channel closed stay
    /// readable.</summary>
    /// <returns>Unavailable when there is none; Unconfigured after <see cref="Dispose"/>.</returns>
    public WebRtcError GetPacket(out byte[] packet)
    {
        packet = [];
        while (_channel.NextMessageSize is { } size)
        {
            var buffer = new byte[size];
            if (!TryGetPacket(buffer, out var length))
                continue; // another thread was faster
            packet = length == size ? buffer : buffer[..length];
            return WebRtcError.Ok;
        }
        return Fail(_channel.IsDisposed ? s_gone : s_empty);
    }

    /// <summary>Copies the oldest packet into the caller's buffer; allocates nothing. Not part of Godot's class.</summary>
    /// <param name="destination">Memory for the packet.</param>
    /// <param name="length">Bytes of the packet. If the result is false: the bytes that the destination would need, or 0 if there
    /// is no packet.</param>
    /// <returns>False if there is no packet, or if the destination is too small for it; the packet stays then.</returns>
    public bool TryGetPacket(Span<byte> destination, out int length)
    {
        try
        {
            var isReceived = _channel.TryReceive(destination, out var message);
            length = message.Length;
            if (isReceived)
                _wasString = message.IsText;
            return isReceived;
        }
        catch (ObjectDisposedException)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>get_available_packet_count: number of packets in the receive queue.</summary>
    public int GetAvailablePacketCount() => _channel.AvailableMessageCount;

    /// <summary>was_string_packet: whether the packet fetched last was sent as text.</summary>
    public bool WasStringPacket() => _wasString;

    /// <summary>The longest packet in bytes that can be sent; -1 until that is negotiated. Not part of Godot's class.</summary>
    public int GetMaxPacketSize() => _channel.MaxMessageSize ?? -1;

    /// <summary>get_buffered_amount: number of bytes accepted by PutPacket and not yet handed to the network.</summary>
    public long GetBufferedAmount() => _channel.BufferedAmount;

    /// <summary>get_ready_state: connecting, open, closing or closed. Changes in the connection's <see cref="WebRtcPeerConnection.Poll"/>,
    /// and by <see cref="Close"/>.</summary>
    public DataChannelState GetReadyState() => _channel.State;

    /// <summary>get_label: the name that the channel was created with.</summary>
    public string GetLabel() => _channel.Label;

    /// <summary>get_protocol: the subprotocol that the channel was created with.</summary>
    public string GetProtocol() => _channel.Protocol;

    /// <summary>is_ordered: whether messages arrive in the order in which they were sent.</summary>
    public bool IsOrdered() => _channel.Ordered;

    /// <summary>is_negotiated: whether both sides create the channel, with the same id.</summary>
    public bool IsNegotiated() => _channel.Negotiated;

    /// <summary>get_id: the stream id of the channel, the same on both sides; -1 until it is known.</summary>
    public int GetId() => _channel.Id ?? -1;

    /// <summary>get_max_packet_life_time: milliseconds after which a packet is given up; -1 without a limit.</summary>
    public int GetMaxPacketLifeTime() => (int)(_channel.MaxPacketLifeTime?.TotalMilliseconds ?? -1);

    /// <summary>get_max_retransmits: how often a packet is sent again before it is given up; -1 without a limit.</summary>
    public int GetMaxRetransmits() => _channel.MaxRetransmits ?? -1;

    /// <summary>poll: does nothing, as Godot's; returns Ok, or Unconfigured after <see cref="Dispose"/>. Packets need no poll, states
    /// change in that of the connection.</summary>
    public WebRtcError Poll() => _channel.IsDisposed ? Fail(s_gone) : WebRtcError.Ok;

    /// <summary>close: closes the channel after all sent packets, and notifies the remote side. May be repeated.</summary>
    public void Close() => _channel.Close();

    /// <summary>Closes the channel as <see cref="Close"/> does, and drops unread packets. Returns at once; may be repeated.</summary>
    public void Dispose() => _channel.Dispose();

    private WebRtcError ToError(SendResult result) => result switch
    {
        SendResult.Sent => WebRtcError.Ok,
        SendResult.NotOpen => Fail(s_notOpen),
        SendResult.BufferFull => Fail(s_busy),
        SendResult.TooLarge => Fail(s_tooLarge),
        _ => Fail(s_gone),
    };

    private WebRtcError Fail(WebRtcErrorInfo error)
    {
        LastError = error;
        return error.Code;
    }
}
