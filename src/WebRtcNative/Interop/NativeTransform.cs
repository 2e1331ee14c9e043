namespace WebRtcNative.Interop;

/// <summary>A transform of the shim. Nothing here waits for an engine thread, and reading allocates nothing.</summary>
internal sealed unsafe class NativeTransform : IDisposable
{
    private readonly EncodedFramePool _pool = new();

    public NativeTransform()
    {
        wrtc_transform* transform;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_transform_create(&transform));
        Handle = new TransformHandle(transform);
    }

    public NativeTransform(ReadOnlySpan<byte> key)
    {
        wrtc_transform* transform;
        fixed (byte* bytes = key)
            NativeError.ThrowIfFailed(NativeMethods.wrtc_transform_create_aes_gcm(bytes, key.Length, &transform));
        Handle = new TransformHandle(transform);
    }

    public TransformHandle Handle { get; }

    /// <summary>Whose frames are of this transform.</summary>
    public EncodedFramePool Pool => _pool;

    /// <summary>Null: no frame waits.</summary>
    public NativeEncodedFrame? Read()
    {
        using var transform = Handle.Acquire();
        wrtc_transform_frame* frame;
        wrtc_transform_frame_info info;
        var status = NativeMethods.wrtc_transform_read(transform, &frame, &info);
        if (status == wrtc_status.WRTC_EMPTY)
            return null;
        NativeError.ThrowIfFailed(status);
        var lent = _pool.Take();
        lent.Begin(frame, info);
        return lent;
    }

    public void NotifyReadable(NativeQueue queue, long tag)
    {
        using var transform = Handle.Acquire();
        using var queuePointer = queue.Handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_transform_notify_readable(transform, queuePointer, tag));
    }

    public NativeTransformStatus GetStatus()
    {
        using var transform = Handle.Acquire();
        wrtc_transform_status status;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_transform_get_status(transform, &status));
        return new NativeTransformStatus((int)status.available, status.passed, status.dropped, status.failed, status.ended != 0);
    }

    public void Dispose() => Handle.Dispose();
}

/// <summary>Counts in frames.</summary>
internal readonly record struct NativeTransformStatus(int Available, long Passed, long Dropped, long Failed, bool IsEnded);
