namespace WebRtcNative.Interop;

/// <summary>A transceiver of the shim, which is also its sender and its receiver.</summary>
internal sealed unsafe class NativeTransceiver(wrtc_rtp_transceiver* pointer) : IDisposable
{
    private readonly TransceiverHandle _handle = new(pointer);

    public void RemoveTrack()
    {
        using var transceiver = _handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_peer_connection_remove_track(transceiver));
    }

    public void SetDirection(int direction)
    {
        using var transceiver = _handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_transceiver_set_direction(transceiver, (wrtc_direction)direction));
    }

    public void Stop()
    {
        using var transceiver = _handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_transceiver_stop(transceiver));
    }

    public void SetCodecPreferences(IReadOnlyList<RtpCodec> codecs)
    {
        using var transceiver = _handle.Acquire();
        using var memory = new NativeStrings();
        var native = NativeRtp.Add(memory, codecs);
        NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_transceiver_set_codec_preferences(transceiver, native, codecs.Count));
    }

    public IReadOnlyList<RtpHeaderExtensionCapability> GetHeaderExtensions(bool negotiated)
    {
        using var transceiver = _handle.Acquire();
        wrtc_rtp_parameters parameters;
        NativeError.ThrowIfFailed(
            NativeMethods.wrtc_rtp_transceiver_get_header_extensions(transceiver, NativeRtp.Flag(negotiated), &parameters));
        return NativeRtp.ReadExtensionCapabilities(parameters);
    }

    public void SetHeaderExtensions(IReadOnlyList<RtpHeaderExtensionCapability> extensions)
    {
        using var transceiver = _handle.Acquire();
        using var memory = new NativeStrings();
        var native = NativeRtp.Add(memory, extensions);
        NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_transceiver_set_header_extensions(transceiver, native, extensions.Count));
    }

    public void ReplaceTrack(long operation, NativeTrack? track)
    {
        using var transceiver = _handle.Acquire();
        if (track == null)
        {
            NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_sender_replace_track(transceiver, operation, null));
            return;
        }
        using var pointer = track.Handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_sender_replace_track(transceiver, operation, pointer));
    }

    public void SetStreams(IReadOnlyList<string> streamIds)
    {
        using var transceiver = _handle.Acquire();
        using var memory = new NativeStrings();
        NativeError.ThrowIfFailed(
            NativeMethods.wrtc_rtp_sender_set_streams(transceiver, NativeRtp.Add(memory, streamIds), streamIds.Count));
    }

    public RtpSendParameters GetSendParameters()
    {
        using var transceiver = _handle.Acquire();
        wrtc_rtp_parameters parameters;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_sender_get_parameters(transceiver, &parameters));
        return NativeRtp.ReadSendParameters(parameters);
    }

    public void SetParameters(long operation, RtpSendParameters parameters)
    {
        using var transceiver = _handle.Acquire();
        using var memory = new NativeStrings();
        var native = NativeRtp.Add(memory, parameters);
        NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_sender_set_parameters(transceiver, operation, &native));
    }

    public void GenerateKeyFrame(long operation, IReadOnlyList<string> rids)
    {
        using var transceiver = _handle.Acquire();
        using var memory = new NativeStrings();
        NativeError.ThrowIfFailed(
            NativeMethods.wrtc_rtp_sender_generate_key_frame(transceiver, operation, NativeRtp.Add(memory, rids), rids.Count));
    }

    public void RequestKeyFrame(long operation)
    {
        using var transceiver = _handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_receiver_request_key_frame(transceiver, operation));
    }

    public void InsertDtmf(string tones, int duration, int gap)
    {
        using var transceiver = _handle.Acquire();
        using var memory = new NativeStrings();
        var text = memory.Add(tones);
        NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_sender_insert_dtmf(transceiver, text.data, text.length, duration, gap));
    }

    public void GetSenderStats(long operation)
    {
        using var transceiver = _handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_sender_get_stats(transceiver, operation));
    }

    public NativeTrack GetReceiverTrack()
    {
        using var transceiver = _handle.Acquire();
        wrtc_track* track;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_receiver_get_track(transceiver, &track));
        return new NativeTrack(track);
    }

    public RtpReceiveParameters GetReceiveParameters()
    {
        using var transceiver = _handle.Acquire();
        wrtc_rtp_parameters parameters;
        NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_receiver_get_parameters(transceiver, &parameters));
        return NativeRtp.ReadReceiveParameters(parameters);
    }

    public NativeRtpSource[] GetSources()
    {
        using var transceiver = _handle.Acquire();
        Span<wrtc_rtp_source> few = stackalloc wrtc_rtp_source[32];
        fixed (wrtc_rtp_source* sources = few)
        {
            var count = NativeError.CountOrThrow(NativeMethods.wrtc_rtp_receiver_get_sources(transceiver, sources, few.Length));
            var read = new NativeRtpSource[Math.Min(count, few.Length)];
            for (var i = 0; i < read.Length; i++)
                read[i] = new(few[i].source, few[i].timestamp, few[i].rtp_timestamp, few[i].audio_level, few[i].is_contributing != 0);
            return read;
        }
    }

    public void SetJitterBufferTarget(int milliseconds)
    {
        using var transceiver = _handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_receiver_set_jitter_buffer_target(transceiver, milliseconds));
    }

    public void GetReceiverStats(long operation)
    {
        using var transceiver = _handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_receiver_get_stats(transceiver, operation));
    }

    /// <summary>Null: frames go straight on.</summary>
    public void SetSenderTransform(NativeTransform? transform)
    {
        using var transceiver = _handle.Acquire();
        if (transform == null)
        {
            NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_sender_set_transform(transceiver, null));
            return;
        }
        using var pointer = transform.Handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_sender_set_transform(transceiver, pointer));
    }

    /// <summary>Null: frames go straight on.</summary>
    public void SetReceiverTransform(NativeTransform? transform)
    {
        using var transceiver = _handle.Acquire();
        if (transform == null)
        {
            NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_receiver_set_transform(transceiver, null));
            return;
        }
        using var pointer = transform.Handle.Acquire();
        NativeError.ThrowIfFailed(NativeMethods.wrtc_rtp_receiver_set_transform(transceiver, pointer));
    }

    public void Dispose() => _handle.Dispose();
}

/// <summary>A source of a receiver's packets; microseconds since 1970-01-01 UTC; a level below 0 is not known.</summary>
internal readonly record struct NativeRtpSource(
    long Source, long Timestamp, long RtpTimestamp, double AudioLevel, bool IsContributing);
