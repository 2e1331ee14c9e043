namespace WebRtcNative.Interop;

/// <summary>A source of pictures of the shim.</summary>
internal sealed unsafe class NativeVideoSource : IDisposable
{
    private readonly VideoSourceHandle _handle;

    public NativeVideoSource(RuntimeHandle runtime, bool isScreencast)
    {
        wrtc_video_source* source;
        using var pointer = runtime.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_video_source_create(pointer, NativeRtp.Flag(isScreencast), &source));
        _handle = new VideoSourceHandle(source);
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

    public void Dispose() => _handle.Dispose();
}
