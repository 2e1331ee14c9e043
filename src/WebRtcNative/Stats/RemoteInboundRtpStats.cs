namespace WebRtcNative;

/// <summary>RTCRemoteInboundRtpStreamStats (webrtc-stats, "remote-inbound-rtp"): what the remote peer reports of a stream that this side sends.</summary>
public sealed class RemoteInboundRtpStats : ReceivedRtpStreamStats
{
    internal RemoteInboundRtpStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Id of the <see cref="OutboundRtpStats"/> of the stream.</summary>
    public string? LocalId => Text("localId");

    /// <summary>Round trip time that the last RTCP report gave.</summary>
    public TimeSpan? RoundTripTime => Seconds("roundTripTime");

    /// <summary>Sum of all round trip times; divided by <see cref="RoundTripTimeMeasurements"/> it is their mean.</summary>
    public TimeSpan? TotalRoundTripTime => Seconds("totalRoundTripTime");

    /// <summary>Share of packets lost since the report before, 0 to 1.</summary>
    public double? FractionLost => Real("fractionLost");

    /// <summary>Number of round trip times in <see cref="TotalRoundTripTime"/>.</summary>
    public long? RoundTripTimeMeasurements => Count("roundTripTimeMeasurements");

    /// <summary>Number of packets so far whose ECN marking ECT(1) was removed on the way.</summary>
    public long? PacketsWithBleachedEct1Marking => Count("packetsWithBleachedEct1Marking");
}
