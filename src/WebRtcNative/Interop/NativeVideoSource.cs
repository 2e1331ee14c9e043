namespace WebRtcNative.Interop;

/// <summary>A source of pictures of the shim. Nothing here waits for an engine thread, and sending allocates nothing.</summary>
internal sealed unsafe class NativeVideoSource : IDisposable
{
    private readonly VideoSourceHandle _handle;
    private readonly PicturePool<RentedPicture> _pool = new(static pool => new RentedPicture(pool));

    public NativeVideoSource(RuntimeHandle runtime, bool isScreencast)
    {
        wrtc_video_source* source;
        using var pointer = runtime.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_video_source_create(pointer, NativeRtp.Flag(isScreencast), &source));
        _handle = new VideoSourceHandle(source);
    }

    public static wrtc_video_memory Memory(byte* data, int length, int stride, VideoPixelFormat format) =>
        new() { data = data, length = length, stride = stride, format = (wrtc_video_format)format };

    public static bool IsWanted(wrtc_status status)
    {
        if (status == wrtc_status.WRTC_NOT_WANTED)
            return false;
        NativeError.ThrowIfFailed(status);
        return true;
    }

    public NativeTrack CreateTrack(string id)
    {
        using var source = _handle.Acquire();
        using var memory = new NativeStrings();
        var text = memory.Add(id);
        wrtc_track* track;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_video_source_create_track(source, text.data, text.length, &track));
        return new NativeTrack(track);
    }

    public VideoSourceWants GetWants()
    {
        using var source = _handle.Acquire();
        wrtc_video_wants wants;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_video_source_get_wants(source, &wants));
        return new VideoSourceWants { IsActive = wants.active != 0, MaxPixels = wants.max_pixels, MaxFramerate = wants.max_framerate };
    }

    public void NotifyWants(NativeQueue queue, long tag, in VideoSourceWants known)
    {
        var wants = new wrtc_video_wants
        {
            max_pixels = known.MaxPixels,
            max_framerate = known.MaxFramerate,
            active = NativeRtp.Flag(known.IsActive),
        };
        using var source = _handle.Acquire();
        using var queuePointer = queue.Handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_video_source_notify_wants(source, queuePointer, tag, &wants));
    }

    /// <summary>Null: nobody wants a picture.</summary>
    public RentedPicture? Rent(VideoPixelFormat format, int width, int height)
    {
        using var source = _handle.Acquire();
        wrtc_video_buffer* buffer;
        wrtc_video_planes planes;
        if (!IsWanted(NativeMethods.wrtc_video_source_rent(source, (wrtc_video_format)format, width, height, &buffer, &planes)))
            return null;
        var picture = _pool.Take();
        picture.Begin(buffer, planes);
        return picture;
    }

    public bool Send(ReadOnlySpan<byte> pixels, int width, int height, VideoPixelFormat format, int stride, long timestamp, int rotation)
    {
        using var source = _handle.Acquire();
        fixed (byte* data = pixels)
        {
            var memory = Memory(data, pixels.Length, stride, format);
            return IsWanted(NativeMethods.wrtc_video_source_send(source, &memory, width, height, timestamp, rotation));
        }
    }

    public void Dispose() => _handle.Dispose();
}
