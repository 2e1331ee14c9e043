namespace WebRtcNative;

/// <summary>RTCIceCandidateStats (webrtc-stats, "local-candidate" and "remote-candidate"): address and priority of one ICE candidate.</summary>
public sealed class IceCandidateStats : RtcStats
{
    internal IceCandidateStats(RtcStatsObject source, bool isRemote)
        : base(source)
    {
        IsRemote = isRemote;
    }

    /// <summary>Whether the candidate belongs to the remote side.</summary>
    public bool IsRemote { get; }

    /// <summary>Id of the <see cref="TransportStats"/> of the candidate's transport.</summary>
    public string? TransportId => Text("transportId");

    /// <summary>IPv4 or IPv6 address, or name; null if unknown, or hidden.</summary>
    public string? Address => AddressOf("address");

    /// <summary>Port of the candidate's address, 0 to 65535.</summary>
    public int? Port => UInt16("port");

    /// <summary>Transport protocol of the candidate's packets; between this side and a TURN server see <see cref="RelayProtocol"/>.</summary>
    public IceTransportProtocol? Protocol => IceCandidateAttribute.ParseProtocol(Text("protocol"));

    /// <summary>Origin of the address: the machine, a STUN server, a peer or a TURN server.</summary>
    public IceCandidateType? CandidateType => IceCandidateAttribute.ParseType(Text("candidateType"));

    /// <summary>Priority of the candidate (RFC 8445, section 5.1.2): of two, the higher one is preferred.</summary>
    public long? Priority => Count("priority");

    /// <summary>URL of the STUN or TURN server that a local candidate came from.</summary>
    public string? Url => Known("url");

    /// <summary>Transport protocol between this side and the TURN server; null except for local relayed candidates.</summary>
    public IceServerTransportProtocol? RelayProtocol => Text("relayProtocol") switch
    {
        "udp" => IceServerTransportProtocol.Udp,
        "tcp" => IceServerTransportProtocol.Tcp,
        "tls" => IceServerTransportProtocol.Tls,
        _ => null,
    };

    /// <summary>Foundation (RFC 8445, section 5.1.1.3): the same text for candidates of one type, one base address and one server.</summary>
    public string? Foundation => Text("foundation");

    /// <summary>The address that the candidate was derived from; null if unknown or none.</summary>
    public string? RelatedAddress => AddressOf("relatedAddress");

    /// <summary>The port that the candidate was derived from, 0 to 65535; null with <see cref="RelatedAddress"/>.</summary>
    public int? RelatedPort => RelatedAddress == null ? null : UInt16("relatedPort");

    /// <summary>The ICE username fragment that the candidate belongs to.</summary>
    public string? UsernameFragment => Text("usernameFragment");

    /// <summary>The side that connects; null unless <see cref="Protocol"/> is TCP.</summary>
    public IceTcpCandidateType? TcpType => IceCandidateAttribute.ParseTcpType(Text("tcpType"));

    // The engine writes this for a candidate of the peer that is known from its checks only.
    private string? AddressOf(string name) => Known(name) is { } address and not "redacted-ip.invalid" ? address : null;

    // The engine leaves unknown texts empty.
    private string? Known(string name) => Text(name) is { Length: > 0 } text ? text : null;
}
