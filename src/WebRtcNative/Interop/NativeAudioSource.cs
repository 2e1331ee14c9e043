namespace WebRtcNative.Interop;

/// <summary>A source of sound of the shim. Nothing here waits for an engine thread, and writing allocates nothing.</summary>
internal sealed unsafe class NativeAudioSource : IDisposable
{
    private readonly AudioSourceHandle _handle;

    public NativeAudioSource(RuntimeHandle runtime, int sampleRate, int channels, int bufferLimit)
    {
        var options = new wrtc_audio_source_options { sample_rate = sampleRate, channels = channels, buffer_limit = bufferLimit };
        wrtc_audio_source* source;
        using var pointer = runtime.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_audio_source_create(pointer, &options, &source));
        _handle = new AudioSourceHandle(source);
    }

    public long Buffered
    {
        get
        {
            using var source = _handle.Acquire();
            return NativeMethods.wrtc_audio_source_get_buffered(source);
        }
    }

    /// <summary>Frames that the buffer took. Samples are short or float.</summary>
    public int Write<T>(ReadOnlySpan<T> samples, int frames)
        where T : unmanaged
    {
        using var source = _handle.Acquire();
        fixed (T* data = samples)
            return NativeError.CountOrThrow(NativeMethods.wrtc_audio_source_write(source, data, NativeRtp.FormatOf<T>(), frames));
    }

    public void NotifyWritable(NativeQueue queue, long tag, long frames)
    {
        using var source = _handle.Acquire();
        using var queuePointer = queue.Handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_audio_source_notify_writable(source, queuePointer, tag, frames));
    }

    public void Clear()
    {
        using var source = _handle.Acquire();
        NativeMethods.wrtc_audio_source_clear(source);
    }

    public NativeTrack CreateTrack(string id)
    {
        using var source = _handle.Acquire();
        using var memory = new NativeStrings();
        var text = memory.Add(id);
        wrtc_track* track;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_audio_source_create_track(source, text.data, text.length, &track));
        return new NativeTrack(track);
    }

    public void Dispose() => _handle.Dispose();
}
