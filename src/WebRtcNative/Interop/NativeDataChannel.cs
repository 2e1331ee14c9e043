namespace WebRtcNative.Interop;

/// <summary>A data channel of the shim. Nothing here waits for an engine thread, and send and receive allocate nothing.</summary>
internal sealed unsafe class NativeDataChannel(DataChannelHandle handle) : IDisposable
{
    public bool IsDisposed => handle.IsClosed;

    // -1 while unknown, and after the handle is disposed.
    public int Id => (int)Read(&GetId);

    public int State => (int)Read(&GetState);

    public long MaxMessageSize => Read(&NativeMethods.wrtc_data_channel_get_max_message_size);

    public long BufferedAmount => Read(&NativeMethods.wrtc_data_channel_get_buffered_amount);

    public int Available => (int)Read(&GetAvailable);

    /// <summary>Bytes in the oldest message; -1 when there is none.</summary>
    public int NextSize => (int)Read(&GetNextSize);

    /// <summary>Copies the values that never change.</summary>
    public NativeChannelInfo GetInfo()
    {
        using var channel = handle.Acquire();
        wrtc_data_channel_info info;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_data_channel_get_info(channel, &info));
        return new NativeChannelInfo(
            NativeError.Text(info.label),
            NativeError.Text(info.protocol),
            info.max_retransmits >= 0 ? info.max_retransmits : null,
            info.max_packet_life_time >= 0 ? info.max_packet_life_time : null,
            info.priority,
            info.ordered != 0,
            info.negotiated != 0);
    }

    public SendStatus Send(ReadOnlySpan<byte> message, bool isText)
    {
        using var channel = handle.Acquire();
        fixed (byte* data = message)
            return (SendStatus)NativeMethods.wrtc_data_channel_send(channel, data, message.Length, isText ? (byte)1 : (byte)0);
    }

    /// <summary>True if the message is in the destination. If the destination is too small, the message stays and has a length; if
    /// there is no message, the length is 0.</summary>
    public bool TryReceive(Span<byte> destination, out NativeMessage message)
    {
        using var channel = handle.Acquire();
        fixed (byte* buffer = destination)
        {
            wrtc_message_info info;
            var status = NativeMethods.wrtc_data_channel_receive(channel, buffer, destination.Length, &info);
            message = status is wrtc_status.WRTC_OK or wrtc_status.WRTC_BUFFER_TOO_SMALL
                ? new NativeMessage(info.length, info.is_text != 0, info.arrival_time)
                : default;
            return status == wrtc_status.WRTC_OK;
        }
    }

    public void SetBufferedAmountLowThreshold(long threshold) =>
        Change(&NativeMethods.wrtc_data_channel_set_buffered_amount_low_threshold, threshold);

    public void NotifyWritable(long amount) => Change(&NativeMethods.wrtc_data_channel_notify_writable, amount);

    public void Close()
    {
        using var channel = handle.Acquire();
        NativeMethods.wrtc_data_channel_close(channel);
    }

    public void Dispose() => handle.Dispose();

    private static long GetId(wrtc_data_channel* channel) => NativeMethods.wrtc_data_channel_get_id(channel);

    private static long GetState(wrtc_data_channel* channel) => NativeMethods.wrtc_data_channel_get_state(channel);

    private static long GetAvailable(wrtc_data_channel* channel) => NativeMethods.wrtc_data_channel_get_available(channel);

    private static long GetNextSize(wrtc_data_channel* channel) => NativeMethods.wrtc_data_channel_get_next_size(channel);

    // After the handle is disposed there is no one to report to.
    private void Change(delegate*<wrtc_data_channel*, long, wrtc_status> setter, long value)
    {
        try
        {
            using var channel = handle.Acquire();
            NativeError.ThrowIfFailed(setter(channel, value));
        }
        catch (ObjectDisposedException)
        {
        }
    }

    private long Read(delegate*<wrtc_data_channel*, long> getter)
    {
        try
        {
            using var channel = handle.Acquire();
            return getter(channel);
        }
        catch (ObjectDisposedException)
        {
            return -1;
        }
    }
}

/// <summary>The properties of a channel that never change; milliseconds, and a wrtc_priority.</summary>
internal sealed record NativeChannelInfo(
    string Label, string Protocol, int? MaxRetransmits, int? MaxPacketLifeTime, int Priority, bool Ordered, bool Negotiated);

/// <summary>A received message; microseconds since 1970-01-01 UTC.</summary>
internal readonly record struct NativeMessage(int Length, bool IsText, long ArrivalTime);

internal enum SendStatus
{
    Sent = wrtc_status.WRTC_OK,
    NotOpen = wrtc_status.WRTC_NOT_OPEN,
    Closed = wrtc_status.WRTC_CLOSED,
    BufferFull = wrtc_status.WRTC_SEND_BUFFER_FULL,
    TooLarge = wrtc_status.WRTC_MESSAGE_TOO_LARGE,
}
