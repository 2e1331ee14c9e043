namespace WebRtcNative;

/// <summary>RTCTransportStats (webrtc-stats, "transport"): state and traffic of one ICE transport with DTLS on it. Connections with data
/// channels alone have one.</summary>
public sealed class TransportStats : RtcStats
{
    internal TransportStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Number of packets sent over the transport so far.</summary>
    public long? PacketsSent => Count("packetsSent");

    /// <summary>Number of packets received over the transport so far.</summary>
    public long? PacketsReceived => Count("packetsReceived");

    /// <summary>Number of bytes sent over the transport so far, without headers.</summary>
    public long? BytesSent => Count("bytesSent");

    /// <summary>Number of bytes received over the transport so far, without headers.</summary>
    public long? BytesReceived => Count("bytesReceived");

    /// <summary>Whether this side selects the candidate pair (RFC 8445, section 2).</summary>
    public IceRole? IceRole => Text("iceRole") switch
    {
        "unknown" => WebRtcNative.IceRole.Unknown,
        "controlling" => WebRtcNative.IceRole.Controlling,
        "controlled" => WebRtcNative.IceRole.Controlled,
        _ => null,
    };

    /// <summary>This side's ICE username fragment.</summary>
    public string? IceLocalUsernameFragment => Text("iceLocalUsernameFragment");

    /// <summary>Progress of the DTLS handshake.</summary>
    public DtlsTransportState? DtlsState => Text("dtlsState") switch
    {
        "new" => DtlsTransportState.New,
        "connecting" => DtlsTransportState.Connecting,
        "connected" => DtlsTransportState.Connected,
        "closed" => DtlsTransportState.Closed,
        "failed" => DtlsTransportState.Failed,
        _ => null,
    };

    /// <summary>Progress of ICE on the transport (RTCIceTransportState, which has the same values).</summary>
    public IceConnectionState? IceState => Text("iceState") switch
    {
        "new" => IceConnectionState.New,
        "checking" => IceConnectionState.Checking,
        "connected" => IceConnectionState.Connected,
        "completed" => IceConnectionState.Completed,
        "disconnected" => IceConnectionState.Disconnected,
        "failed" => IceConnectionState.Failed,
        "closed" => IceConnectionState.Closed,
        _ => null,
    };

    /// <summary>Id of the <see cref="IceCandidatePairStats"/> in use.</summary>
    public string? SelectedCandidatePairId => Text("selectedCandidatePairId");

    /// <summary>Id of the <see cref="CertificateStats"/> of this side.</summary>
    public string? LocalCertificateId => Text("localCertificateId");

    /// <summary>Id of the <see cref="CertificateStats"/> of the remote side.</summary>
    public string? RemoteCertificateId => Text("remoteCertificateId");

    /// <summary>DTLS version as in the protocol, four hexadecimal digits: "FEFD" is DTLS 1.2, "FEFC" DTLS 1.3.</summary>
    public string? TlsVersion => Text("tlsVersion");

    /// <summary>DTLS cipher suite, by its name at IANA.</summary>
    public string? DtlsCipher => Text("dtlsCipher");

    /// <summary>Whether this side began the DTLS handshake.</summary>
    public DtlsRole? DtlsRole => Text("dtlsRole") switch
    {
        "unknown" => WebRtcNative.DtlsRole.Unknown,
        "client" => WebRtcNative.DtlsRole.Client,
        "server" => WebRtcNative.DtlsRole.Server,
        _ => null,
    };

    /// <summary>SRTP protection profile, by its name at IANA; null without media.</summary>
    public string? SrtpCipher => Text("srtpCipher");

    /// <summary>Number of changes of the selected candidate pair, the first selection included.</summary>
    public long? SelectedCandidatePairChanges => Count("selectedCandidatePairChanges");

    /// <summary>Number of congestion control feedback messages sent so far (RFC 8888).</summary>
    public long? CcfbMessagesSent => Count("ccfbMessagesSent");

    /// <summary>Number of congestion control feedback messages received so far (RFC 8888).</summary>
    public long? CcfbMessagesReceived => Count("ccfbMessagesReceived");
}
