namespace WebRtcNative;

/// <summary>RTCRtpTransceiverInit (WebRTC 1.0, section 5.4.1): how a new transceiver begins.</summary>
public sealed record RtpTransceiverInit
{
    /// <summary>direction: whether the transceiver sends, receives or both, once negotiated. Default sendrecv.</summary>
    public RtpTransceiverDirection Direction { get; init; }

    /// <summary>streams: the ids of the streams that the track is in. Default none. Tracks of one stream belong together, and the remote
    /// peer plays them in step.</summary>
    public IReadOnlyList<string> StreamIds { get; init; } = [];

    /// <summary>sendEncodings: the streams that are sent. Several, each with its own rid, are simulcast. Default none: one
    /// stream.</summary>
    public IReadOnlyList<RtpEncoding> SendEncodings { get; init; } = [];

    internal void Validate()
    {
        if (!Enum.IsDefined(Direction) || Direction == RtpTransceiverDirection.Stopped)
            throw new ArgumentOutOfRangeException(nameof(Direction), Direction, "Must be SendRecv, SendOnly, RecvOnly or Inactive.");
        ArgumentNullException.ThrowIfNull(SendEncodings);
        SdpToken.CheckIds(StreamIds, nameof(StreamIds));
        if (SendEncodings.Contains(null))
            throw new ArgumentException("An encoding must not be null.", nameof(SendEncodings));
        SdpToken.CheckRids([.. SendEncodings.Select(encoding => encoding.Rid)], nameof(SendEncodings));
    }
}
