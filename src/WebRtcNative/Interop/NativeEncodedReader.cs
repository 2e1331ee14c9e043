namespace WebRtcNative.Interop;

/// <summary>A reader of encoded frames of the shim. Nothing here waits for an engine thread, and reading allocates nothing.</summary>
internal sealed unsafe class NativeEncodedReader : IDisposable
{
    private readonly EncodedReaderHandle _handle;
    private readonly PicturePool<LentBytes> _pool = new(static pool => new LentBytes(pool));

    public NativeEncodedReader(NativeTrack track, VideoDecoding decode)
    {
        wrtc_encoded_reader* reader;
        using var pointer = track.Handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_encoded_reader_create(pointer, (wrtc_decode)decode, &reader));
        _handle = new EncodedReaderHandle(reader);
    }

    /// <summary>Null: no frame waits.</summary>
    public LentBytes? Read()
    {
        using var reader = _handle.Acquire();
        wrtc_encoded_frame* frame;
        wrtc_encoded_frame_info info;
        byte* data;
        long length;
        var status = NativeMethods.wrtc_encoded_reader_read(reader, &frame, &info, &data, &length);
        if (status == wrtc_status.WRTC_EMPTY)
            return null;
        NativeError.ThrowIfFailed(status);
        var bytes = _pool.Take();
        bytes.Begin(frame, info, data, (int)length);
        return bytes;
    }

    public void NotifyReadable(NativeQueue queue, long tag)
    {
        using var reader = _handle.Acquire();
        using var queuePointer = queue.Handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_encoded_reader_notify_readable(reader, queuePointer, tag));
    }

    public wrtc_encoded_reader_status GetStatus()
    {
        using var reader = _handle.Acquire();
        wrtc_encoded_reader_status status;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_encoded_reader_get_status(reader, &status));
        return status;
    }

    public void Dispose() => _handle.Dispose();
}
