using System.Security.Cryptography;
using System.Text;

namespace WebRtcNative.Tool.Meeting;

/// <summary>Digits that both people see, and that differ if someone is in the middle: a hash of both certificates' fingerprints. A
/// signaling server that exchanges the descriptions for its own cannot make them equal.</summary>
internal static class SafetyCode
{
    public static string? Of(PeerConnection connection)
    {
        if (Fingerprint(connection.LocalDescription) is not { } local || Fingerprint(connection.RemoteDescription) is not { } remote)
            return null;
        string[] both = [local, remote];
        Array.Sort(both, StringComparer.Ordinal);
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(' ', both)));
        // 30 digits: an attacker may try certificates on both sides at once, which halves the bits.
        return string.Join(' ', Enumerable.Range(0, 6).Select(i => $"{BitConverter.ToUInt32(hash, 4 * i) % 100_000:D5}"));
    }

    private static string? Fingerprint(SessionDescription? description) => description?.Sdp
        .Split("\r\n").FirstOrDefault(line => line.StartsWith("a=fingerprint:", StringComparison.OrdinalIgnoreCase))?.ToUpperInvariant();
}
