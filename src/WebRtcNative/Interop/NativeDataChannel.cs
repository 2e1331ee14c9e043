namespace WebRtcNative.Interop;

/// <summary>A data channel of the shim. Nothing here waits for an engine thread, and send and receive allocate nothing.</summary>
internal sealed unsafe class NativeDataChannel(DataChannelHandle handle) : IDisposable
{
    public bool IsDisposed => handle.IsClosed;

    // -1 while unknown, and after the handle is given up.
    public int Id => (int)Read(&GetId);

    public int State => (int)Read(&GetState);

    public long MaxMessageSize => Read(&NativeMethods.wrtc_data_channel_get_max_message_size);

    public long BufferedAmount => Read(&NativeMethods.wrtc_data_channel_get_buffered_amount);

    public int Available => (int)Read(&GetAvailable);

    /// <summary>Bytes in the oldest message; -1 when there is none.</summary>
    public int NextSize => (int)Read(&GetNextSize);

    /// <summary>Copies what does not change.</summary>
    public (string Label, string Protocol, wrtc_data_channel_info Values) GetInfo()
    {
        using var channel = handle.Acquire();
        wrtc_data_channel_info info;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_data_channel_get_info(channel, &info));
        return (NativeError.Text(info.label), NativeError.Text(info.protocol), info);
    }

    public wrtc_status Send(ReadOnlySpan<byte> message, bool isText)
    {
        using var channel = handle.Acquire();
        fixed (byte* data = message)
            return NativeMethods.wrtc_data_channel_send(channel, data, message.Length, isText ? (byte)1 : (byte)0);
    }

    /// <summary>What the message is, where there is one; also where the destination is too small for it.</summary>
    public wrtc_status Receive(Span<byte> destination, out MessageInfo message)
    {
        using var channel = handle.Acquire();
        fixed (byte* buffer = destination)
        {
            wrtc_message_info info;
            var status = NativeMethods.wrtc_data_channel_receive(channel, buffer, destination.Length, &info);
            message = status is wrtc_status.WRTC_OK or wrtc_status.WRTC_BUFFER_TOO_SMALL ? ToManaged(info) : default;
            return status;
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

    private static MessageInfo ToManaged(in wrtc_message_info info) =>
        new(info.length, info.is_text != 0, DateTimeOffset.UnixEpoch.AddTicks(info.arrival_time * TimeSpan.TicksPerMicrosecond));

    // A handle that is given up has nobody left to tell of it.
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
