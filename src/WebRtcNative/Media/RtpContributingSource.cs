namespace WebRtcNative;

/// <summary>RTCRtpContributingSource and RTCRtpSynchronizationSource (WebRTC 1.0, sections 5.3.1 and 5.3.2): who was heard in the last ten
/// seconds.</summary>
public sealed record RtpContributingSource
{
    /// <summary>source: SSRC or CSRC, the number of the stream in its packets.</summary>
    public required long Source { get; init; }

    /// <summary>timestamp: when the last of its packets was played, by this machine's clock.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>rtpTimestamp of the last packet of this source, at the codec's clock rate.</summary>
    public required long RtpTimestamp { get; init; }

    /// <summary>audioLevel of the last packet of this source, from 0 to 1 (full scale); null if the peer does not say.</summary>
    public double? AudioLevel { get; init; }
}
