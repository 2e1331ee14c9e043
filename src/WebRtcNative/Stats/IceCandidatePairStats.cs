namespace WebRtcNative;

/// <summary>RTCIceCandidatePairStats (webrtc-stats, "candidate-pair"): a local and a remote candidate.</summary>
public sealed class IceCandidatePairStats : RtcStats
{
    internal IceCandidatePairStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Id of its <see cref="TransportStats"/>.</summary>
    public string? TransportId => Text("transportId");

    /// <summary>Id of the <see cref="IceCandidateStats"/> of this side.</summary>
    public string? LocalCandidateId => Text("localCandidateId");

    /// <summary>Id of the <see cref="IceCandidateStats"/> of the remote side.</summary>
    public string? RemoteCandidateId => Text("remoteCandidateId");

    /// <summary>Progress of the pair's check.</summary>
    public IceCandidatePairState? State => Text("state") switch
    {
        "frozen" => IceCandidatePairState.Frozen,
        "waiting" => IceCandidatePairState.Waiting,
        "in-progress" => IceCandidatePairState.InProgress,
        "failed" => IceCandidatePairState.Failed,
        "succeeded" => IceCandidatePairState.Succeeded,
        _ => null,
    };

    /// <summary>Whether the controlling side has nominated the pair (RFC 8445, section 8.1.1).</summary>
    public bool? Nominated => Flag("nominated");

    /// <summary>Packets sent, without checks.</summary>
    public long? PacketsSent => Count("packetsSent");

    /// <summary>Packets received, without checks.</summary>
    public long? PacketsReceived => Count("packetsReceived");

    /// <summary>Bytes sent, without checks and headers.</summary>
    public long? BytesSent => Count("bytesSent");

    /// <summary>Bytes received, without checks and headers.</summary>
    public long? BytesReceived => Count("bytesReceived");

    /// <summary>Time of the last packet sent, without checks.</summary>
    public DateTimeOffset? LastPacketSentTimestamp => Milliseconds("lastPacketSentTimestamp");

    /// <summary>Time of the last packet received, without checks.</summary>
    public DateTimeOffset? LastPacketReceivedTimestamp => Milliseconds("lastPacketReceivedTimestamp");

    /// <summary>Sum of the round trip times of all checks; divided by <see cref="ResponsesReceived"/> it is their mean.</summary>
    public TimeSpan? TotalRoundTripTime => Seconds("totalRoundTripTime");

    /// <summary>Round trip time of the last check, consent checks (RFC 7675) included.</summary>
    public TimeSpan? CurrentRoundTripTime => Seconds("currentRoundTripTime");

    /// <summary>Bits a second that congestion control allows for all outgoing media of the pair.</summary>
    public double? AvailableOutgoingBitrate => Real("availableOutgoingBitrate");

    /// <summary>Bits a second that congestion control allows for all incoming media of the pair.</summary>
    public double? AvailableIncomingBitrate => Real("availableIncomingBitrate");

    /// <summary>Check requests received, repeated ones included.</summary>
    public long? RequestsReceived => Count("requestsReceived");

    /// <summary>Check requests sent, without repeated ones.</summary>
    public long? RequestsSent => Count("requestsSent");

    /// <summary>Check responses received.</summary>
    public long? ResponsesReceived => Count("responsesReceived");

    /// <summary>Check responses sent.</summary>
    public long? ResponsesSent => Count("responsesSent");

    /// <summary>Consent requests sent (RFC 7675).</summary>
    public long? ConsentRequestsSent => Count("consentRequestsSent");

    /// <summary>Packets that the socket refused.</summary>
    public long? PacketsDiscardedOnSend => Count("packetsDiscardedOnSend");

    /// <summary>Bytes that the socket refused.</summary>
    public long? BytesDiscardedOnSend => Count("bytesDiscardedOnSend");
}
