using System.Globalization;
using System.Net;

namespace WebRtcNative.InteropTests.Networks.Relay;

/// <summary>Candidates as the other side of the relay sees them.</summary>
internal static class MappedCandidate
{
    /// <summary>The relay serves one network: the loopback of IPv4.</summary>
    public static bool IsServed(IceCandidate candidate) =>
        candidate.Protocol == IceTransportProtocol.Udp && candidate.Address == IPAddress.Loopback.ToString();

    /// <summary>The same candidate with a port of the relay.</summary>
    public static IceCandidate WithPort(IceCandidate candidate, int port)
    {
        var parts = candidate.Candidate.Split(' ');
        parts[5] = port.ToString(CultureInfo.InvariantCulture);
        return candidate with { Candidate = string.Join(' ', parts) };
    }
}
