namespace WebRtcNative;

/// <summary>RTCRemoteOutboundRtpStreamStats (webrtc-stats, "remote-outbound-rtp"): what the remote peer reports of a stream that this side receives.</summary>
public sealed class RemoteOutboundRtpStats : SentRtpStreamStats
{
    internal RemoteOutboundRtpStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Id of the <see cref="InboundRtpStats"/> of the stream.</summary>
    public string? LocalId => Text("localId");

    /// <summary>When the remote peer sent its last report, by its clock.</summary>
    public DateTimeOffset? RemoteTimestamp => Milliseconds("remoteTimestamp");

    /// <summary>Reports that the remote peer has sent.</summary>
    public long? ReportsSent => Count("reportsSent");

    /// <summary>Round trip time of the last report.</summary>
    public TimeSpan? RoundTripTime => Seconds("roundTripTime");

    /// <summary>Sum of all round trip times; divide by <see cref="RoundTripTimeMeasurements"/>.</summary>
    public TimeSpan? TotalRoundTripTime => Seconds("totalRoundTripTime");

    /// <summary>Number of round trip times in <see cref="TotalRoundTripTime"/>.</summary>
    public long? RoundTripTimeMeasurements => Count("roundTripTimeMeasurements");
}
