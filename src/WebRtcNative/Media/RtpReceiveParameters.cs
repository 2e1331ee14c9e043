namespace WebRtcNative;

/// <summary>RTCRtpReceiveParameters (WebRTC 1.0, section 5.2.4): what a receiver has negotiated.</summary>
public sealed record RtpReceiveParameters
{
    /// <summary>mid: identification tag of the section; null before negotiation.</summary>
    public string? Mid { get; init; }

    /// <summary>codecs: the codecs that were negotiated, the preferred one first.</summary>
    public IReadOnlyList<RtpCodec> Codecs { get; init; } = [];

    /// <summary>headerExtensions: the header extensions that were negotiated.</summary>
    public IReadOnlyList<RtpHeaderExtension> HeaderExtensions { get; init; } = [];

    /// <summary>rtcp.cname: the name by which the remote peer marks streams of one clock (RFC 3550, section 6.5.1).</summary>
    public string Cname { get; init; } = string.Empty;

    /// <summary>rtcp.reducedSize: whether RTCP packets may be short (RFC 5506).</summary>
    public bool ReducedSizeRtcp { get; init; }
}
