namespace WebRtcNative;

/// <summary>RTCRtpSendParameters (WebRTC 1.0, section 5.2.3): what a sender has negotiated, and how it encodes. Change them with a
/// <c>with</c> expression and give them back to <see cref="RtpSender.SetParametersAsync"/>.</summary>
public sealed record RtpSendParameters
{
    /// <summary>transactionId: ties a change to the <see cref="RtpSender.GetParameters"/> that it is made from.</summary>
    public string TransactionId { get; init; } = string.Empty;

    /// <summary>mid: identification tag of the section; null before negotiation.</summary>
    public string? Mid { get; init; }

    /// <summary>encodings: the streams that are sent, one for each size with simulcast. Their number, order and rids cannot be
    /// changed.</summary>
    public IReadOnlyList<RtpEncoding> Encodings { get; init; } = [];

    /// <summary>codecs: the codecs that were negotiated, the preferred one first. Read only.</summary>
    public IReadOnlyList<RtpCodec> Codecs { get; init; } = [];

    /// <summary>headerExtensions: the header extensions that were negotiated. Read only.</summary>
    public IReadOnlyList<RtpHeaderExtension> HeaderExtensions { get; init; } = [];

    /// <summary>rtcp.cname: the name by which this side marks streams of one clock (RFC 3550, section 6.5.1). Read only.</summary>
    public string Cname { get; init; } = string.Empty;

    /// <summary>rtcp.reducedSize: whether RTCP packets may be short (RFC 5506). Read only.</summary>
    public bool ReducedSizeRtcp { get; init; }

    /// <summary>degradationPreference: what is given up first when bandwidth or processor do not suffice. Null: the engine decides by the
    /// track's content hint.</summary>
    public DegradationPreference? DegradationPreference { get; init; }

    internal bool HasSameReadOnly(RtpSendParameters other) =>
        Cname == other.Cname && ReducedSizeRtcp == other.ReducedSizeRtcp
        && other.Codecs is not null && Codecs.SequenceEqual(other.Codecs)
        && other.HeaderExtensions is not null && HeaderExtensions.SequenceEqual(other.HeaderExtensions);
}
