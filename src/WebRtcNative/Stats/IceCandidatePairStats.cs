namespace WebRtcNative;

/// <summary>RTCIceCandidatePairStats (webrtc-stats, "candidate-pair"): checks and traffic between a local and a remote candidate.</summary>
public sealed class IceCandidatePairStats : RtcStats
{
    internal IceCandidatePairStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Id of the <see cref="TransportStats"/> of the pair's transport.</summary>
    public string? TransportId => Text("transportId");

    /// <summary>Id of the <see cref="IceCandidateStats"/> of this side's candidate.</summary>
    public string? LocalCandidateId => Text("localCandidateId");

    /// <summary>Id of the <see cref="IceCandidateStats"/> of the remote side's candidate.</summary>
    public string? RemoteCandidateId => Text("remoteCandidateId");

    /// <summary>How far the check of the pair is.</summary>
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

    /// <summary>Number of packets sent on the pair so far, without checks.</summary>
    public long? PacketsSent => Count("packetsSent");

    /// <summary>Number of packets received on the pair so far, without checks.</summary>
    public long? PacketsReceived => Count("packetsReceived");

    /// <summary>Number of bytes sent on the pair so far, without checks and headers.</summary>
    public long? BytesSent => Count("bytesSent");

    /// <summary>Number of bytes received on the pair so far, without checks and headers.</summary>
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

    /// <summary>Number of check requests received so far, repeated ones included.</summary>
    public long? RequestsReceived => Count("requestsReceived");

    /// <summary>Number of check requests sent so far, without repeated ones.</summary>
    public long? RequestsSent => Count("requestsSent");

    /// <summary>Number of answers to checks received so far.</summary>
    public long? ResponsesReceived => Count("responsesReceived");

    /// <summary>Number of answers to checks sent so far.</summary>
    public long? ResponsesSent => Count("responsesSent");

    /// <summary>Number of checks sent so far to ask whether the peer still takes packets (consent, RFC 7675).</summary>
    public long? ConsentRequestsSent => Count("consentRequestsSent");

    /// <summary>Number of packets that the socket has refused so far.</summary>
    public long? PacketsDiscardedOnSend => Count("packetsDiscardedOnSend");

    /// <summary>Number of bytes in the packets that the socket has refused so far.</summary>
    public long? BytesDiscardedOnSend => Count("bytesDiscardedOnSend");
}
