namespace WebRtcNative.Interop;

/// <summary>A source of encoded pictures of the shim. Nothing here waits for an engine thread, and sending allocates nothing.</summary>
internal sealed unsafe class NativeEncodedSource : IDisposable
{
    private readonly EncodedSourceHandle _handle;

    public NativeEncodedSource(RuntimeHandle runtime, VideoCodec codec, int playoutDelay)
    {
        wrtc_encoded_source* source;
        using var pointer = runtime.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_encoded_source_create(pointer, (wrtc_video_codec)codec, playoutDelay, &source));
        _handle = new EncodedSourceHandle(source);
    }

    public NativeTrack CreateTrack(string id)
    {
        using var source = _handle.Acquire();
        using var memory = new NativeStrings();
        var text = memory.Add(id);
        wrtc_track* track;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_encoded_source_create_track(source, text.data, text.length, &track));
        return new NativeTrack(track);
    }

    public NativeEncodedWants GetWants()
    {
        using var source = _handle.Acquire();
        wrtc_encoded_wants wants;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_encoded_source_get_wants(source, &wants));
        return new NativeEncodedWants(
            wants.active != 0, wants.bitrate, wants.framerate, wants.key_frame_requests, wants.needs_key_frame != 0);
    }

    public void NotifyWants(NativeQueue queue, long tag, in NativeEncodedWants known)
    {
        var wants = new wrtc_encoded_wants
        {
            active = NativeRtp.Flag(known.IsActive),
            bitrate = known.Bitrate,
            framerate = known.Framerate,
            key_frame_requests = known.KeyFrameRequests,
        };
        using var source = _handle.Acquire();
        using var queuePointer = queue.Handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_encoded_source_notify_wants(source, queuePointer, tag, &wants));
    }

    public EncodedVideoSendResult Send(ReadOnlySpan<byte> frame, int width, int height, long timestamp, int rotation, bool isDiscontinuity)
    {
        using var source = _handle.Acquire();
        fixed (byte* data = frame)
        {
            var status = NativeMethods.wrtc_encoded_source_send(
                source, data, frame.Length, width, height, timestamp, rotation, NativeRtp.Flag(isDiscontinuity));
            switch (status)
            {
                case wrtc_status.WRTC_NOT_WANTED:
                    return EncodedVideoSendResult.NotWanted;
                case wrtc_status.WRTC_SEND_BUFFER_FULL:
                    return EncodedVideoSendResult.WouldBlock;
                case wrtc_status.WRTC_MESSAGE_TOO_LARGE:
                    throw new ArgumentException($"The frame is longer than {NativeMethods.WRTC_MAX_ENCODED_FRAME} bytes.", nameof(frame));
                default:
                    NativeError.ThrowIfFailed(status);
                    return EncodedVideoSendResult.Sent;
            }
        }
    }

    public void Dispose() => _handle.Dispose();
}

/// <summary>Bits and frames a second, and how often a key frame was asked for.</summary>
internal readonly record struct NativeEncodedWants(
    bool IsActive, long Bitrate, double Framerate, long KeyFrameRequests, bool NeedsKeyFrame);
