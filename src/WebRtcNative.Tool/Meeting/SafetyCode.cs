using System.Security.Cryptography;
using System.Text;

namespace WebRtcNative.Tool.Meeting;

/// <summary>Digits that both people see, and that differ if someone is in the middle: a hash of both certificates' fingerprints. A
/// signaling server that exchanges the descriptions for its own cannot make them equal.</summary>
internal static class SafetyCode
{
    private const string Prefix = "a=fingerprint:";

    /// <returns>Null before the peers are connected.</returns>
    public static string? Of(PeerConnection connection)
    {
        // The other side's is taken from the certificate itself: a description may have several fingerprints, of which DTLS accepts one.
        var remote = connection.Sctp?.Transport.RemoteFingerprint;
        var local = connection.LocalDescription?.Sdp.Split("\r\n").FirstOrDefault(line => line.StartsWith(Prefix, StringComparison.Ordinal));
        return remote == null || local == null ? null : Of($"{remote.Algorithm} {remote.Value}", local[Prefix.Length..]);
    }

    private static string Of(string one, string other)
    {
        string[] both = [one.ToUpperInvariant(), other.ToUpperInvariant()];
        Array.Sort(both, StringComparer.Ordinal);
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(' ', both)));
        // 30 digits: an attacker may try certificates on both sides at once, which halves the bits.
        return string.Join(' ', Enumerable.Range(0, 6).Select(i => $"{BitConverter.ToUInt32(hash, 4 * i) % 100_000:D5}"));
    }
}
