namespace WebRtcNative.Interop;

/// <summary>A reader of pictures of the shim. Nothing here waits for an engine thread, and reading allocates nothing.</summary>
internal sealed unsafe class NativeVideoReader : IDisposable
{
    private readonly VideoReaderHandle _handle;
    private readonly PicturePool<LentPicture> _pool = new(static pool => new LentPicture(pool));

    public NativeVideoReader(NativeTrack track, VideoReaderOptions options)
    {
        wrtc_video_reader* reader;
        using var pointer = track.Handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_video_reader_create(
            pointer, options.Capacity, NativeRtp.Flag(options.ApplyRotation), &reader));
        _handle = new VideoReaderHandle(reader);
    }

    public static VideoFrameInfo Info(in wrtc_video_frame_info info) => new()
    {
        Width = info.width,
        Height = info.height,
        Rotation = (VideoRotation)info.rotation,
        Timestamp = TimeSpan.FromMicroseconds(info.timestamp),
        CaptureTime = info.capture_time < 0 ? null : DateTimeOffset.UnixEpoch.AddTicks(info.capture_time * TimeSpan.TicksPerMicrosecond),
        RtpTimestamp = info.rtp_timestamp,
    };

    /// <summary>Null: no frame waits.</summary>
    public LentPicture? Read()
    {
        using var reader = _handle.Acquire();
        wrtc_video_frame* frame;
        wrtc_video_frame_info info;
        wrtc_video_planes planes;
        var status = NativeMethods.wrtc_video_reader_read(reader, &frame, &info, &planes);
        if (status == wrtc_status.WRTC_EMPTY)
            return null;
        NativeError.ThrowIfFailed(status);
        var picture = _pool.Take();
        picture.Begin(frame, Info(info), planes);
        return picture;
    }

    /// <summary>True if the newest frame is in the destination. If the destination is too small, the frame stays and has a size; if there
    /// is no frame, the size is 0.</summary>
    public bool TryCopyLatest(Span<byte> destination, VideoPixelFormat format, int stride, out VideoFrameInfo info)
    {
        using var reader = _handle.Acquire();
        fixed (byte* data = destination)
        {
            var memory = NativeVideoSource.Memory(data, destination.Length, stride, format);
            wrtc_video_frame_info native;
            var status = NativeMethods.wrtc_video_reader_copy_latest(reader, &memory, &native);
            info = status is wrtc_status.WRTC_OK or wrtc_status.WRTC_BUFFER_TOO_SMALL ? Info(native) : default;
            if (status is not (wrtc_status.WRTC_EMPTY or wrtc_status.WRTC_BUFFER_TOO_SMALL))
                NativeError.ThrowIfFailed(status);
            return status == wrtc_status.WRTC_OK;
        }
    }

    public void NotifyReadable(NativeQueue queue, long tag)
    {
        using var reader = _handle.Acquire();
        using var queuePointer = queue.Handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_video_reader_notify_readable(reader, queuePointer, tag));
    }

    public NativeVideoReaderStatus GetStatus()
    {
        using var reader = _handle.Acquire();
        wrtc_video_reader_status status;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_video_reader_get_status(reader, &status));
        return new NativeVideoReaderStatus((int)status.available, status.delivered, status.dropped, status.ended != 0);
    }

    public void Dispose() => _handle.Dispose();
}

/// <summary>Counts in frames.</summary>
internal readonly record struct NativeVideoReaderStatus(int Available, long Delivered, long Dropped, bool IsEnded);
