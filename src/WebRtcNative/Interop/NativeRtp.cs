namespace WebRtcNative.Interop;

/// <summary>Codecs, encodings and parameters in the shim's form and back.</summary>
internal static unsafe class NativeRtp
{
    public static byte Flag(bool value) => value ? (byte)1 : (byte)0;

    public static wrtc_sample_format FormatOf<T>()
        where T : unmanaged =>
        typeof(T) == typeof(short) ? wrtc_sample_format.WRTC_SAMPLE_FORMAT_INT16 : wrtc_sample_format.WRTC_SAMPLE_FORMAT_FLOAT;

    public static wrtc_string* Add(NativeStrings memory, IReadOnlyList<string> texts)
    {
        var native = memory.AddArray<wrtc_string>(texts.Count);
        for (var i = 0; i < texts.Count; i++)
            native[i] = memory.Add(texts[i]);
        return native;
    }

    public static wrtc_rtp_codec* Add(NativeStrings memory, IReadOnlyList<RtpCodec> codecs)
    {
        var native = memory.AddArray<wrtc_rtp_codec>(codecs.Count);
        for (var i = 0; i < codecs.Count; i++)
        {
            native[i] = new wrtc_rtp_codec
            {
                mime_type = memory.Add(codecs[i].MimeType),
                sdp_fmtp_line = memory.Add(codecs[i].SdpFmtpLine ?? string.Empty),
                clock_rate = codecs[i].ClockRate,
                channels = codecs[i].Channels ?? 0,
                payload_type = codecs[i].PayloadType ?? -1,
            };
        }
        return native;
    }

    public static wrtc_rtp_header_extension* Add(NativeStrings memory, IReadOnlyList<RtpHeaderExtensionCapability> extensions)
    {
        var native = memory.AddArray<wrtc_rtp_header_extension>(extensions.Count);
        for (var i = 0; i < extensions.Count; i++)
        {
            native[i] = new wrtc_rtp_header_extension
            {
                uri = memory.Add(extensions[i].Uri),
                id = -1,
                direction = (wrtc_direction)extensions[i].Direction,
            };
        }
        return native;
    }

    public static wrtc_rtp_encoding* Add(NativeStrings memory, IReadOnlyList<RtpEncoding> encodings)
    {
        var native = memory.AddArray<wrtc_rtp_encoding>(encodings.Count);
        for (var i = 0; i < encodings.Count; i++)
        {
            var encoding = encodings[i];
            native[i] = new wrtc_rtp_encoding
            {
                rid = memory.Add(encoding.Rid ?? string.Empty),
                scalability_mode = memory.Add(encoding.ScalabilityMode ?? string.Empty),
                codec = encoding.Codec is { } codec ? Add(memory, [codec]) : null,
                max_framerate = Given(encoding.MaxFramerate),
                scale_resolution_down_by = Given(encoding.ScaleResolutionDownBy),
                max_bitrate = (int)Given(encoding.MaxBitrate),
                priority = (int?)encoding.Priority ?? -1,
                network_priority = (int?)encoding.NetworkPriority ?? -1,
                max_width = encoding.ScaleResolutionDownTo?.MaxWidth ?? 0,
                max_height = encoding.ScaleResolutionDownTo?.MaxHeight ?? 0,
                active = Flag(encoding.Active),
                adaptive_ptime = Flag(encoding.AdaptivePtime),
            };
        }
        return native;
    }

    public static wrtc_rtp_parameters Add(NativeStrings memory, RtpSendParameters parameters) => new()
    {
        transaction_id = memory.Add(parameters.TransactionId),
        mid = memory.Add(parameters.Mid ?? string.Empty),
        encodings = Add(memory, parameters.Encodings),
        encoding_count = parameters.Encodings.Count,
        degradation_preference = (int?)parameters.DegradationPreference ?? -1,
    };

    public static RtpSendParameters ReadSendParameters(in wrtc_rtp_parameters native) => new()
    {
        TransactionId = NativeError.Text(native.transaction_id),
        Mid = TextOrNull(native.mid),
        Encodings = ReadEncodings(native),
        Codecs = ReadCodecs(native),
        HeaderExtensions = ReadExtensions(native),
        Cname = NativeError.Text(native.cname),
        ReducedSizeRtcp = native.reduced_size_rtcp != 0,
        DegradationPreference = native.degradation_preference >= 0 ? (DegradationPreference)native.degradation_preference : null,
    };

    public static RtpReceiveParameters ReadReceiveParameters(in wrtc_rtp_parameters native) => new()
    {
        Mid = TextOrNull(native.mid),
        Codecs = ReadCodecs(native),
        HeaderExtensions = ReadExtensions(native),
        Cname = NativeError.Text(native.cname),
        ReducedSizeRtcp = native.reduced_size_rtcp != 0,
    };

    public static RtpCapabilities GetCapabilities(RuntimeHandle runtime, int kind, bool ofSender)
    {
        using var pointer = runtime.Acquire();
        wrtc_rtp_parameters native;
        NativeError.ThrowIfFailed(
            NativeMethods.wrtc_runtime_get_rtp_capabilities(pointer, (wrtc_media_kind)kind, Flag(ofSender), &native));
        return new RtpCapabilities { Codecs = ReadCodecs(native), HeaderExtensions = ReadExtensionCapabilities(native) };
    }

    public static RtpHeaderExtensionCapability[] ReadExtensionCapabilities(in wrtc_rtp_parameters native) =>
        Read(native.header_extensions, native.header_extension_count, static e => new RtpHeaderExtensionCapability
        {
            Uri = NativeError.Text(e->uri),
            Direction = (RtpTransceiverDirection)e->direction,
        });

    private static RtpHeaderExtension[] ReadExtensions(in wrtc_rtp_parameters native) =>
        Read(native.header_extensions, native.header_extension_count, static e => new RtpHeaderExtension
        {
            Uri = NativeError.Text(e->uri),
            Id = e->id,
            Encrypted = e->encrypted != 0,
        });

    private static RtpCodec[] ReadCodecs(in wrtc_rtp_parameters native) =>
        Read(native.codecs, native.codec_count, static codec => ReadCodec(codec));

    private static RtpCodec ReadCodec(wrtc_rtp_codec* codec) => new()
    {
        MimeType = NativeError.Text(codec->mime_type),
        SdpFmtpLine = TextOrNull(codec->sdp_fmtp_line),
        ClockRate = codec->clock_rate,
        Channels = codec->channels > 0 ? codec->channels : null,
        PayloadType = codec->payload_type >= 0 ? codec->payload_type : null,
    };

    private static RtpEncoding[] ReadEncodings(in wrtc_rtp_parameters native) =>
        Read(native.encodings, native.encoding_count, static encoding => new RtpEncoding
        {
            Rid = TextOrNull(encoding->rid),
            ScalabilityMode = TextOrNull(encoding->scalability_mode),
            Codec = encoding->codec == null ? null : ReadCodec(encoding->codec),
            MaxFramerate = encoding->max_framerate >= 0 ? encoding->max_framerate : null,
            ScaleResolutionDownBy = encoding->scale_resolution_down_by >= 1 ? encoding->scale_resolution_down_by : null,
            MaxBitrate = encoding->max_bitrate >= 0 ? encoding->max_bitrate : null,
            Priority = encoding->priority >= 0 ? (RtcPriority)encoding->priority : null,
            NetworkPriority = encoding->network_priority >= 0 ? (RtcPriority)encoding->network_priority : null,
            ScaleResolutionDownTo = encoding->max_width > 0
                ? new RtpResolution { MaxWidth = encoding->max_width, MaxHeight = encoding->max_height }
                : null,
            Active = encoding->active != 0,
            AdaptivePtime = encoding->adaptive_ptime != 0,
        });

    private delegate TResult Reading<T, TResult>(T* item)
        where T : unmanaged;

    private static TResult[] Read<T, TResult>(T* items, int count, Reading<T, TResult> read)
        where T : unmanaged
    {
        var result = new TResult[count];
        for (var i = 0; i < count; i++)
            result[i] = read(items + i);
        return result;
    }

    // -1 is how the C interface writes null: a -1 that the caller has given must stay wrong.
    private static double Given(double? value) => value switch
    {
        null => -1,
        < 0 => -2,
        { } given => given,
    };

    private static string? TextOrNull(in wrtc_string text) => text.length > 0 ? NativeError.Text(text) : null;
}
