namespace WebRtcNative;

/// <summary>RTCIceCandidateStats (webrtc-stats, "local-candidate" and "remote-candidate"): one ICE candidate.</summary>
public sealed class IceCandidateStats : RtcStats
{
    internal IceCandidateStats(RtcStatsObject source, bool isRemote)
        : base(source)
    {
        IsRemote = isRemote;
    }

    /// <summary>Whether it is the remote side's.</summary>
    public bool IsRemote { get; }

    /// <summary>Id of its <see cref="TransportStats"/>.</summary>
    public string? TransportId => Text("transportId");

    /// <summary>IPv4 or IPv6 address, or name; null where it is not known, or must not be.</summary>
    public string? Address => AddressOf("address");

    /// <summary>Port.</summary>
    public int? Port => UInt16("port");

    /// <summary>What its packets travel in; between this side and a TURN server see <see cref="RelayProtocol"/>.</summary>
    public IceTransportProtocol? Protocol => IceCandidateAttribute.ParseProtocol(Text("protocol"));

    /// <summary>Where the address comes from.</summary>
    public IceCandidateType? CandidateType => IceCandidateAttribute.ParseType(Text("candidateType"));

    /// <summary>Priority (RFC 8445, section 5.1.2).</summary>
    public long? Priority => Count("priority");

    /// <summary>URL of the STUN or TURN server that a local candidate came from.</summary>
    public string? Url => Known("url");

    /// <summary>What goes between this side and the TURN server; null with candidates that are not local and relayed.</summary>
    public IceServerTransportProtocol? RelayProtocol => Text("relayProtocol") switch
    {
        "udp" => IceServerTransportProtocol.Udp,
        "tcp" => IceServerTransportProtocol.Tcp,
        "tls" => IceServerTransportProtocol.Tls,
        _ => null,
    };

    /// <summary>Foundation (RFC 8445, section 5.1.1.3).</summary>
    public string? Foundation => Text("foundation");

    /// <summary>The address that it was derived from; null where it is not known, or there is none.</summary>
    public string? RelatedAddress => AddressOf("relatedAddress");

    /// <summary>The port that it was derived from; null with <see cref="RelatedAddress"/>.</summary>
    public int? RelatedPort => RelatedAddress == null ? null : UInt16("relatedPort");

    /// <summary>The ICE username fragment that it belongs to.</summary>
    public string? UsernameFragment => Text("usernameFragment");

    /// <summary>Who connects; null unless <see cref="Protocol"/> is TCP.</summary>
    public IceTcpCandidateType? TcpType => IceCandidateAttribute.ParseTcpType(Text("tcpType"));

    // What the engine writes for a candidate of the peer that only its checks have shown.
    private string? AddressOf(string name) => Known(name) is { } address and not "redacted-ip.invalid" ? address : null;

    // The engine leaves texts empty that it does not know.
    private string? Known(string name) => Text(name) is { Length: > 0 } text ? text : null;
}
