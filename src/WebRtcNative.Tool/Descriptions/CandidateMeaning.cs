using System.Net;
using System.Net.Sockets;

namespace WebRtcNative.Tool.Descriptions;

/// <summary>A candidate in words.</summary>
internal static class CandidateMeaning
{
    /// <summary>One sentence.</summary>
    public static string Of(IceCandidate candidate)
    {
        if (candidate.Candidate.Length == 0)
            return "The end of candidates: the peer has gathered all of them.";
        if (candidate.Type is not { } type)
            return "This cannot be parsed (RFC 8839, section 5.1), and the engine will refuse it.";
        var address = $"{candidate.Address}, {AddressKind(candidate.Address!)}, port {candidate.Port}";
        return type switch
        {
            IceCandidateType.Host => $"An address of the peer's own machine: {address}",
            IceCandidateType.Srflx => $"The address that a STUN server has seen, of a NAT in front of the peer: {address}",
            IceCandidateType.Prflx => $"An address that the other peer has seen during the checks: {address}",
            _ => $"An address of a TURN server, which relays to the peer: {address}",
        } + Transport(candidate) + From(candidate) + ".";
    }

    /// <summary>The three parts of a priority (RFC 8445, section 5.1.2.1).</summary>
    public static string Priority(uint priority) =>
        $"{priority} = type {priority >> 24}, local {(priority >> 8) & 0xFFFF}, component {256 - (priority & 0xFF)}";

    public static string AddressKind(string address)
    {
        if (address.EndsWith(".local", StringComparison.OrdinalIgnoreCase))
            return "a name that hides the address (mDNS), and is known in the same local network only";
        if (!IPAddress.TryParse(address, out var ip))
            return "a name";
        if (IPAddress.IsLoopback(ip))
            return "loopback, for the same machine only";
        return ip.AddressFamily == AddressFamily.InterNetwork ? IPv4Kind(ip.GetAddressBytes()) : IPv6Kind(ip);
    }

    private static string IPv4Kind(byte[] bytes) => bytes switch
    {
        [0, 0, 0, 0] => "no address",
        [10, ..] or [192, 168, ..] or [172, >= 16 and < 32, ..] => "private (RFC 1918)",
        [100, >= 64 and < 128, ..] => "shared by the customers of a provider (carrier-grade NAT, RFC 6598)",
        [169, 254, ..] => "link-local",
        [>= 224, ..] => "not of one machine",
        _ => "public",
    };

    private static string IPv6Kind(IPAddress ip) =>
        ip.IsIPv6LinkLocal ? "link-local" : ip.IsIPv6UniqueLocal ? "private (RFC 4193)" : ip.IsIPv6Multicast ? "not of one machine" : "public";

    private static string Transport(IceCandidate candidate) => (candidate.Protocol, candidate.TcpType) switch
    {
        (IceTransportProtocol.Udp, _) => " by UDP",
        (_, IceTcpCandidateType.Active) => " by TCP, from where the peer connects itself",
        (_, IceTcpCandidateType.Passive) => " by TCP, where the peer waits for a connection",
        _ => " by TCP",
    };

    private static string From(IceCandidate candidate) =>
        candidate is { RelatedAddress: { } address and not "0.0.0.0" and not "::" } ? $", derived from {address}:{candidate.RelatedPort}" : "";
}
