namespace WebRtcNative.Interop;

/// <summary>A reader of sound of the shim. Nothing here waits for an engine thread, and reading allocates nothing.</summary>
internal sealed unsafe class NativeAudioReader : IDisposable
{
    private readonly AudioReaderHandle _handle;

    public NativeAudioReader(NativeTrack track, int sampleRate, int channels, int buffer)
    {
        var options = new wrtc_audio_reader_options { sample_rate = sampleRate, channels = channels, buffer = buffer };
        wrtc_audio_reader* reader;
        using var pointer = track.Handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_audio_reader_create(pointer, &options, &reader));
        _handle = new AudioReaderHandle(reader);
    }

    /// <summary>Frames that are in the destination now. Samples are short or float.</summary>
    public int Read<T>(Span<T> samples, int frames)
        where T : unmanaged
    {
        using var reader = _handle.Acquire();
        fixed (T* data = samples)
            return NativeError.CountOrThrow(NativeMethods.wrtc_audio_reader_read(reader, data, NativeRtp.FormatOf<T>(), frames));
    }

    public void NotifyReadable(NativeQueue queue, long tag, long frames)
    {
        using var reader = _handle.Acquire();
        using var queuePointer = queue.Handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_audio_reader_notify_readable(reader, queuePointer, tag, frames));
    }

    public NativeReaderStatus GetStatus()
    {
        using var reader = _handle.Acquire();
        wrtc_audio_reader_status status;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_audio_reader_get_status(reader, &status));
        return new NativeReaderStatus(status.available, status.delivered, status.dropped, status.level, status.ended != 0);
    }

    public void Dispose() => _handle.Dispose();
}

/// <summary>Counts in frames.</summary>
internal readonly record struct NativeReaderStatus(long Available, long Delivered, long Dropped, double Level, bool IsEnded);
