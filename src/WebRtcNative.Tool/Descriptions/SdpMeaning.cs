namespace WebRtcNative.Tool.Descriptions;

/// <summary>Lines of a description in words (RFC 8866, and the RFCs that the texts name).</summary>
internal static class SdpMeaning
{
    private static readonly Dictionary<string, string> s_attributes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["group"] = "Media sections that share one transport, by their mid (RFC 9143)",
        ["extmap-allow-mixed"] = "Header extensions of one and of two bytes may be mixed (RFC 8285)",
        ["msid-semantic"] = "The ids of media streams follow WebRTC's rules",
        ["ice-lite"] = "The peer is a server that only answers checks (RFC 8445, section 2.5)",
        ["ice-ufrag"] = "User name of the ICE checks; a new one restarts ICE (RFC 8839)",
        ["ice-pwd"] = "Password of the ICE checks. A reader of it can answer them, so descriptions are secret",
        ["ice-options"] = "Extensions of ICE: trickle (candidates may follow later), renomination",
        ["fingerprint"] = "Hash of the peer's certificate: DTLS accepts no other one (RFC 8122)",
        ["setup"] = "Who begins DTLS: actpass = the answerer chooses, active = this peer, passive = the other (RFC 8842)",
        ["mid"] = "The id of this media section",
        ["sctp-port"] = "Port of SCTP, inside of DTLS, for data channels (RFC 8841)",
        ["max-message-size"] = "The largest message in bytes that the peer accepts on a data channel; 0 = any size",
        ["sctpmap"] = "Data channels in the form before RFC 8841; this library does not need it",
        ["end-of-candidates"] = "No candidate follows",
        ["rtcp"] = "Port of RTCP, unused with rtcp-mux",
        ["rtcp-mux"] = "RTP and RTCP share one transport (RFC 5761)",
        ["rtcp-mux-only"] = "The peer can do nothing but share it (RFC 8858)",
        ["rtcp-rsize"] = "RTCP packets may be short (RFC 5506)",
        ["rtpmap"] = "Codec of a payload type: name, clock rate, channels",
        ["fmtp"] = "Parameters of the codec of a payload type",
        ["rtcp-fb"] = "Feedback for a payload type: nack, pli, transport-cc, ...",
        ["extmap"] = "Id of a header extension of RTP (RFC 8285)",
        ["sendrecv"] = "Media flows in both directions",
        ["sendonly"] = "The peer sends media, and receives none",
        ["recvonly"] = "The peer receives media, and sends none",
        ["inactive"] = "No media flows",
        ["msid"] = "The media stream and the track of this section (RFC 8830)",
        ["ssrc"] = "A stream of packets, by its number",
        ["ssrc-group"] = "Streams that belong together: FID = with repeats, SIM = the same in several sizes",
        ["rid"] = "The name of one layer of simulcast (RFC 8851)",
        ["simulcast"] = "Which layers are sent or received (RFC 8853)",
        ["ptime"] = "Milliseconds of sound in a packet",
        ["maxptime"] = "Milliseconds of sound in a packet at most",
        ["bundle-only"] = "This section exists only as part of its group",
        ["rtcp-xr"] = "Extended reports",
        ["tls-id"] = "Id of the DTLS association (RFC 8842)",
        ["identity"] = "An identity assertion, which engines ignore",
    };

    /// <summary>What a line means, and whether it has the form of one.</summary>
    public static (bool IsLine, string Meaning) Of(string line)
    {
        if (line is not [_, '=', ..])
            return (false, "No line of SDP, which is one letter, \"=\" and a value");
        var value = line[2..];
        return line[0] switch
        {
            'v' => (true, "Version of SDP, always 0"),
            'o' => (true, Origin(value)),
            's' => (true, "Name of the session, unused"),
            't' => (true, "Time of the session, unused"),
            'c' => (true, "Address for peers without ICE; WebRTC ignores it"),
            'b' => (true, "Limit of the bandwidth: AS in kbit/s, TIAS in bit/s"),
            'm' => (true, Media(value)),
            'a' => (true, Attribute(value)),
            'i' or 'u' or 'e' or 'p' or 'k' or 'r' or 'z' => (true, "Unused by WebRTC"),
            _ => (false, "There is no such line in SDP"),
        };
    }

    private static string Origin(string value) =>
        value.Split(' ') is [_, var session, var version, ..] ? $"Session {session}, version {version} of its description" : "Origin, incomplete";

    private static string Media(string value)
    {
        if (value.Split(' ') is not [var kind, var port, var protocol, .. var formats])
            return "A media section, incomplete";
        var what = kind == "application" && protocol.Contains("SCTP", StringComparison.OrdinalIgnoreCase)
            ? "Data channels" : $"{char.ToUpperInvariant(kind[0])}{kind[1..]} in {formats.Length} formats, by preference";
        return $"{what}, over {protocol}" + (port == "0" ? "; port 0: refused, or stopped" : "");
    }

    private static string Attribute(string value)
    {
        var name = value.Split(':')[0];
        if (name.Equals("candidate", StringComparison.OrdinalIgnoreCase))
            return CandidateMeaning.Of(new IceCandidate(value, null, null)).TrimEnd('.');
        return s_attributes.GetValueOrDefault(name, "An attribute that this tool does not know; engines ignore unknown ones");
    }
}
