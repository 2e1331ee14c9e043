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

    /// <summary>Number of RTCP reports that the remote peer has sent so far.</summary>
    public long? ReportsSent => Count("reportsSent");

    /// <summary>Round trip time that the last RTCP report gave.</summary>
    public TimeSpan? RoundTripTime => Seconds("roundTripTime");

    /// <summary>Sum of all round trip times; divided by <see cref="RoundTripTimeMeasurements"/> it is their mean.</summary>
    public TimeSpan? TotalRoundTripTime => Seconds("totalRoundTripTime");

    /// <summary>Number of round trip times in <see cref="TotalRoundTripTime"/>.</summary>
    public long? RoundTripTimeMeasurements => Count("roundTripTimeMeasurements");
}
