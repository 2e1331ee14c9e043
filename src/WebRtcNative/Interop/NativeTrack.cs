namespace WebRtcNative.Interop;

/// <summary>A track of the shim. Nothing here waits for an engine thread.</summary>
internal sealed unsafe class NativeTrack : IDisposable
{
    public NativeTrack(wrtc_track* pointer)
    {
        Handle = new TrackHandle(pointer);
        wrtc_track_info info;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_track_get_info(pointer, &info));
        Id = NativeError.Text(info.id);
        Kind = (int)info.kind;
        IsRemote = info.is_remote != 0;
    }

    public TrackHandle Handle { get; }

    public string Id { get; }

    /// <summary>A wrtc_media_kind.</summary>
    public int Kind { get; }

    public bool IsRemote { get; }

    public void SetEnabled(bool enabled)
    {
        using var track = Handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_track_set_enabled(track, NativeRtp.Flag(enabled)));
    }

    public void SetContentHint(int hint)
    {
        using var track = Handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_track_set_content_hint(track, (wrtc_content_hint)hint));
    }

    public void Dispose() => Handle.Dispose();
}
