using System.Text.Json.Serialization;

namespace WebRtcNative;

/// <summary>RTCIceCandidate (WebRTC 1.0, section 4.8.1): an address at which a peer may be reached, sent to the other
/// peer.</summary>
/// <remarks>
/// The parts of the candidate attribute (RFC 8839, section 5.1) are parsed on first use. All of them are null if the attribute is
/// empty, which means the end of candidates, or cannot be parsed. They never throw. Two candidates are equal when
/// <see cref="Candidate"/>, <see cref="SdpMid"/> and <see cref="SdpMLineIndex"/> are. Immutable, hence usable from any thread.
/// System.Text.Json reads and writes it as <see cref="FromJson"/> and <see cref="ToJson"/> do.
/// </remarks>
[JsonConverter(typeof(IceCandidateJsonConverter))]
public sealed record IceCandidate
{
    private IceCandidateAttribute? _attribute;

    /// <summary>Makes a candidate of its parts, as a peer has sent them. Nothing is checked yet.</summary>
    /// <param name="candidate">The candidate attribute ("candidate:..."); empty at the end of candidates.</param>
    /// <param name="sdpMid">Identification tag of the media description that it belongs to.</param>
    /// <param name="sdpMLineIndex">Index of the media description, from 0; used if <paramref name="sdpMid"/> is null.</param>
    public IceCandidate(string candidate, string? sdpMid, int? sdpMLineIndex)
    {
        Candidate = candidate;
        SdpMid = sdpMid;
        SdpMLineIndex = sdpMLineIndex;
    }

    // Without the parsed attribute, which differs after `with { Candidate = ... }`.
    private IceCandidate(IceCandidate original)
    {
        Candidate = original.Candidate;
        SdpMid = original.SdpMid;
        SdpMLineIndex = original.SdpMLineIndex;
        Url = original.Url;
        UsernameFragment = original.UsernameFragment;
    }

    /// <summary>The candidate attribute ("candidate:..."); empty at the end of candidates.</summary>
    public string Candidate { get; init; }

    /// <summary>Identification tag of the media description that the candidate belongs to; null if only the index is known.</summary>
    public string? SdpMid { get; init; }

    /// <summary>Index of the media description that the candidate belongs to, from 0; used where <see cref="SdpMid"/> is null. Null if only
    /// the tag is known.</summary>
    public int? SdpMLineIndex { get; init; }

    /// <summary>Foundation: the same text for candidates of one type, one base address and one server, which need not all be tried. Null
    /// for the end of candidates, and for a text that cannot be read.</summary>
    public string? Foundation => Attribute.Foundation;

    /// <summary>Component of the media stream, 1 to 256: 1 is RTP and data channels; 2 is RTCP. Null for the end of candidates, and for a
    /// text that cannot be read.</summary>
    public int? Component => Attribute.Component;

    /// <summary>Priority (RFC 8445, section 5.1.2): of two candidates the higher one is preferred. Null for the end of candidates, and for
    /// a text that cannot be read.</summary>
    public uint? Priority => Attribute.Priority;

    /// <summary>IPv4 address, IPv6 address without brackets, or a name. A name that ends in ".local" hides an address (mDNS). Null for the
    /// end of candidates, and for a text that cannot be read.</summary>
    public string? Address => Attribute.Address;

    /// <summary>Transport protocol of the candidate's packets. Null for the end of candidates, and for a text that cannot be
    /// read.</summary>
    public IceTransportProtocol? Protocol => Attribute.Protocol;

    /// <summary>Port, 0 to 65535; 9 if there is none, as with an active TCP candidate (RFC 6544, section 4.5). Null for the end of
    /// candidates, and for a text that cannot be read.</summary>
    public int? Port => Attribute.Port;

    /// <summary>Origin of the address: the machine, a STUN server, a peer or a TURN server. Null for the end of candidates, and for a text
    /// that cannot be read.</summary>
    public IceCandidateType? Type => Attribute.Type;

    /// <summary>The side that connects; null unless <see cref="Protocol"/> is TCP.</summary>
    public IceTcpCandidateType? TcpType => Attribute.TcpType;

    /// <summary>The address that the candidate was derived from, as given in the attribute; null with host candidates.</summary>
    public string? RelatedAddress => Attribute.RelatedAddress;

    /// <summary>The port that the candidate was derived from, 0 to 65535; null with host candidates.</summary>
    public int? RelatedPort => Attribute.RelatedPort;

    /// <summary>The ICE username fragment that the candidate belongs to; null unless it was initialized with one, as gathered candidates
    /// are. A fragment in the attribute alone is not copied here, as the W3C says.</summary>
    public string? UsernameFragment { get; init; }

    /// <summary>URL of the STUN or TURN server that a local candidate came from; null if unknown, and with remote
    /// candidates.</summary>
    public string? Url { get; init; }

    /// <summary>A candidate of the engine, whose username fragment is only in its attribute.</summary>
    internal static IceCandidate FromEngine(string candidate, string? sdpMid = null, int? sdpMLineIndex = null, string? url = null)
    {
        var made = new IceCandidate(candidate, sdpMid, sdpMLineIndex) { Url = url };
        return made with { UsernameFragment = made.Attribute.UsernameFragment };
    }

    // Two threads may both parse it, to the same result.
    private IceCandidateAttribute Attribute => _attribute ??= IceCandidateAttribute.Parse(Candidate);

    /// <summary>Reads RTCIceCandidateInit as JSON, the form in which browsers send a candidate.</summary>
    /// <param name="json">An object with the members candidate, sdpMid, sdpMLineIndex and usernameFragment, of which all
    /// but the first may be null or missing; others are ignored.</param>
    /// <returns>The candidate. Its attribute is checked when it is added to a connection.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="FormatException">It is not JSON, or a member has another type; the message says which.</exception>
    public static IceCandidate FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return IceCandidateJson.Read(json);
    }

    /// <summary>Writes the candidate as JSON (RTCIceCandidate.toJSON): the argument of a browser's addIceCandidate, after JSON.parse.</summary>
    /// <returns>An object with the members candidate, sdpMid, sdpMLineIndex and usernameFragment.</returns>
    public string ToJson() => IceCandidateJson.Write(this);

    /// <summary>Whether attribute and media description are the same.</summary>
    /// <param name="other">The candidate to compare with.</param>
    public bool Equals(IceCandidate? other) =>
        other is not null && (Candidate, SdpMid, SdpMLineIndex) == (other.Candidate, other.SdpMid, other.SdpMLineIndex);

    /// <summary>Hash code of the compared values.</summary>
    public override int GetHashCode() => HashCode.Combine(Candidate, SdpMid, SdpMLineIndex);

    /// <summary>Candidate, tag and index that the candidate was created from, for logs.</summary>
    public override string ToString() =>
        $"{nameof(IceCandidate)} {{ {nameof(Candidate)} = {Candidate}, {nameof(SdpMid)} = {SdpMid}, {nameof(SdpMLineIndex)} = {SdpMLineIndex} }}";
}
