using System.Security.Cryptography;

namespace WebRtcNative;

/// <summary>RTCDtlsFingerprint (WebRTC 1.0, section 5.5.2): digest of a certificate, by which a peer recognizes it.</summary>
/// <remarks>In the form of the SDP attribute "fingerprint" (RFC 8122, section 5) and of the engine's statistics, hence with
/// upper-case digits, so that it can be compared with either. Browsers' getFingerprints gives lower-case ones.</remarks>
public sealed record RtcDtlsFingerprint
{
    /// <summary>Name of the hash function, such as "sha-256".</summary>
    public required string Algorithm { get; init; }

    /// <summary>The digest's bytes in hexadecimal, upper case, with colons between.</summary>
    public required string Value { get; init; }

    /// <summary>The SHA-256 fingerprint of a certificate, such as the remote one.</summary>
    /// <param name="der">The certificate in DER (X.509).</param>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public static RtcDtlsFingerprint Of(ReadOnlySpan<byte> der) => Of(der, HashAlgorithmName.SHA256);

    internal static RtcDtlsFingerprint Of(ReadOnlySpan<byte> der, HashAlgorithmName algorithm)
    {
        if (der.IsEmpty)
            throw new ArgumentException("The certificate is empty, DER is expected.", nameof(der));
        using var hash = IncrementalHash.CreateHash(algorithm);
        hash.AppendData(der);
        return new RtcDtlsFingerprint
        {
            Algorithm = $"sha-{algorithm.Name![3..]}", // "SHA256" in .NET, "sha-256" in the registry of RFC 8122
            Value = BitConverter.ToString(hash.GetHashAndReset()).Replace('-', ':'),
        };
    }
}
