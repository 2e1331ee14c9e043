using System.Globalization;

namespace WebRtcNative;

/// <summary>The candidate attribute of SDP (RFC 8839, section 5.1; RFC 6544, section 4.5), parsed.</summary>
/// <remarks>
/// All or nothing, as WebRTC 1.0, section 4.8.1 says: a value that RTCIceCandidate cannot express makes all parts null. Unknown
/// extensions are skipped.
/// </remarks>
internal sealed class IceCandidateAttribute
{
    private const string Prefix = "candidate:";

    private static readonly IceCandidateAttribute s_none = new();

    public string? Foundation { get; private set; }

    public int? Component { get; private set; }

    public uint? Priority { get; private set; }

    public string? Address { get; private set; }

    public IceTransportProtocol? Protocol { get; private set; }

    public int? Port { get; private set; }

    public IceCandidateType? Type { get; private set; }

    public IceTcpCandidateType? TcpType { get; private set; }

    public string? RelatedAddress { get; private set; }

    public int? RelatedPort { get; private set; }

    public string? UsernameFragment { get; private set; }

    /// <summary>Never throws; every part is null when it does not parse.</summary>
    public static IceCandidateAttribute Parse(string? text)
    {
        var attribute = new IceCandidateAttribute();
        return attribute.TryRead(text) ? attribute : s_none;
    }

    public static IceTransportProtocol? ParseProtocol(ReadOnlySpan<char> name) =>
        Is(name, "udp") ? IceTransportProtocol.Udp
        : Is(name, "tcp") ? IceTransportProtocol.Tcp
        : null;

    public static IceCandidateType? ParseType(ReadOnlySpan<char> name) =>
        Is(name, "host") ? IceCandidateType.Host
        : Is(name, "srflx") ? IceCandidateType.Srflx
        : Is(name, "prflx") ? IceCandidateType.Prflx
        : Is(name, "relay") ? IceCandidateType.Relay
        : null;

    public static IceTcpCandidateType? ParseTcpType(ReadOnlySpan<char> name) =>
        Is(name, "active") ? IceTcpCandidateType.Active
        : Is(name, "passive") ? IceTcpCandidateType.Passive
        : Is(name, "so") ? IceTcpCandidateType.So
        : null;

    private bool TryRead(ReadOnlySpan<char> text)
    {
        // A line of SDP, with or without its type and its line end: engines accept it, so it is accepted here too.
        text = text.TrimEnd("\r\n");
        if (text.StartsWith("a=", StringComparison.Ordinal))
            text = text[2..];
        if (!text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || text.ContainsAnyInRange('\0', '\x1F'))
            return false;
        text = text[Prefix.Length..];
        return TryReadAddress(ref text) && TryReadType(ref text) && TryReadExtensions(text);
    }

    private bool TryReadAddress(ref ReadOnlySpan<char> text)
    {
        var foundation = Next(ref text);
        Component = ParseNumber(Next(ref text), 1, 256);
        Protocol = ParseProtocol(Next(ref text));
        var priority = Next(ref text);
        Priority = uint.TryParse(priority, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        var address = Next(ref text);
        Port = ParseNumber(Next(ref text), 0, ushort.MaxValue);
        if (!IsFoundation(foundation) || address.IsEmpty)
            return false;
        Foundation = foundation.ToString();
        Address = address.ToString();
        return Component is not null && Protocol is not null && Priority is not null && Port is not null;
    }

    private bool TryReadType(ref ReadOnlySpan<char> text)
    {
        if (!Is(Next(ref text), "typ"))
            return false;
        Type = ParseType(Next(ref text));
        return Type is not null;
    }

    private bool TryReadExtensions(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var name = Next(ref text);
            if (!TryReadExtension(name, Next(ref text)))
                return false;
        }
        return true;
    }

    private bool TryReadExtension(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name)
        {
            case "raddr":
                RelatedAddress = value.ToString();
                return !value.IsEmpty;
            case "rport":
                RelatedPort = ParseNumber(value, 0, ushort.MaxValue);
                return RelatedPort is not null;
            case "tcptype" when Protocol == IceTransportProtocol.Tcp:
                TcpType = ParseTcpType(value);
                return TcpType is not null;
            case "ufrag":
                UsernameFragment = value.ToString();
                return !value.IsEmpty;
            default:
                // The value of an extension may be empty, its name may not.
                return !name.IsEmpty;
        }
    }

    /// <summary>The text up to the next space; both are removed from the rest.</summary>
    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(' ');
        var token = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[(end + 1)..];
        return token;
    }

    private static bool IsFoundation(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '/'))
                return false;
        }
        return text.Length is >= 1 and <= 32;
    }

    private static int? ParseNumber(ReadOnlySpan<char> text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;

    // RFC 5234, section 2.3: words in a grammar are case-insensitive. Some implementations send "UDP".
    private static bool Is(ReadOnlySpan<char> text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
