namespace WebRtcNative;

/// <summary>RTCRtpEncodingParameters (WebRTC 1.0, section 5.2.5): one of the streams that a sender makes of its track. Null: the engine
/// decides.</summary>
public sealed record RtpEncoding
{
    /// <summary>rid: name of the stream, 1 to 255 letters, digits, - and _; null where there is only one. Cannot be changed later.</summary>
    public string? Rid { get; init; }

    /// <summary>active: whether the stream is sent. Default true.</summary>
    public bool Active { get; init; } = true;

    /// <summary>maxBitrate: limit of the stream in bits per second; null for none.</summary>
    public int? MaxBitrate { get; init; }

    /// <summary>maxFramerate: limit of the stream in frames per second; null for none. Pictures only.</summary>
    public double? MaxFramerate { get; init; }

    /// <summary>scaleResolutionDownBy, at least 1: width and height are divided by it; null: not scaled, or as the engine chooses for
    /// several encodings. Pictures only.</summary>
    public double? ScaleResolutionDownBy { get; init; }

    /// <summary>scaleResolutionDownTo (WebRTC Extensions): the size in pixels to which larger pictures are scaled down; null for none. Pictures
    /// only.</summary>
    public RtpResolution? ScaleResolutionDownTo { get; init; }

    /// <summary>scalabilityMode (WebRTC SVC): name of the layers that the encoder makes, such as "L1T3"; null: the engine chooses. Pictures
    /// only.</summary>
    public string? ScalabilityMode { get; init; }

    /// <summary>codec (WebRTC Extensions): one of the negotiated codecs for this stream; null for the first of them.</summary>
    public RtpCodec? Codec { get; init; }

    /// <summary>priority: share of the bandwidth among streams; null: the engine decides.</summary>
    public RtcPriority? Priority { get; init; }

    /// <summary>networkPriority: marking of the packets (DSCP, RFC 8837); null: the engine decides.</summary>
    public RtcPriority? NetworkPriority { get; init; }

    /// <summary>adaptivePtime (WebRTC Extensions): whether the engine may put more sound into a packet on slow networks. Default false. Sound
    /// only.</summary>
    public bool AdaptivePtime { get; init; }
}
