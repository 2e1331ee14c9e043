namespace WebRtcNative.Interop;

/// <summary>Objects for pictures and encoded frames that are not rented or lent at present.</summary>
internal sealed class PicturePool<T>(Func<PicturePool<T>, T> make)
    where T : class
{
    private readonly T?[] _spare = new T?[NativeMethods.WRTC_MAX_LENT_FRAMES];
    private readonly Lock _lock = new();
    private int _count;

    public T Take()
    {
        lock (_lock)
        {
            if (_count > 0)
                return _spare[--_count]!;
        }
        return make(this);
    }

    public void Return(T picture)
    {
        lock (_lock)
        {
            if (_count < _spare.Length)
                _spare[_count++] = picture;
        }
    }
}

/// <summary>A buffer that a source has rented out.</summary>
internal sealed unsafe class RentedPicture(PicturePool<RentedPicture> pool) : NativePicture
{
    private wrtc_video_buffer* _buffer;

    public void Begin(wrtc_video_buffer* buffer, in wrtc_video_planes planes)
    {
        _buffer = buffer;
        Begin(planes);
    }

    /// <summary>False if nobody wants the picture. It is given back in both cases.</summary>
    public bool Send(int version, long timestamp, int rotation)
    {
        wrtc_status status;
        using (Use(version))
        {
            End();
            status = NativeMethods.wrtc_video_buffer_send(_buffer, timestamp, rotation);
        }
        BackToPool();
        return NativeVideoSource.IsWanted(status);
    }

    protected override void ReleaseNative() => NativeMethods.wrtc_video_buffer_release(_buffer);

    protected override void BackToPool() => pool.Return(this);
}

/// <summary>A frame that a reader has lent, or a clone of one, which has no pool.</summary>
internal sealed unsafe class LentPicture(PicturePool<LentPicture>? pool) : NativePicture
{
    private wrtc_video_frame* _frame;
    private VideoFrameInfo _info;

    public void Begin(wrtc_video_frame* frame, in VideoFrameInfo info, in wrtc_video_planes planes)
    {
        _frame = frame;
        _info = info;
        Begin(planes);
    }

    public VideoFrameInfo GetInfo(int version)
    {
        using var scope = Use(version);
        return _info;
    }

    public void CopyTo(int version, Span<byte> destination, VideoPixelFormat format, int stride)
    {
        using var scope = Use(version);
        fixed (byte* data = destination)
        {
            var memory = NativeVideoSource.Memory(data, destination.Length, stride, format);
            NativeError.ThrowIfFailed(NativeMethods.wrtc_video_frame_copy(_frame, &memory));
        }
    }

    public LentPicture Clone(int version)
    {
        var clone = new LentPicture(null);
        using var scope = Use(version);
        wrtc_video_frame* frame;
        wrtc_video_planes planes;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_video_frame_clone(_frame, &frame, &planes));
        clone.Begin(frame, _info, planes);
        return clone;
    }

    protected override void ReleaseNative() => NativeMethods.wrtc_video_frame_release(_frame);

    protected override void BackToPool() => pool?.Return(this);
}
