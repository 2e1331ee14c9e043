namespace WebRtcNative;

/// <summary>RTCCertificateStats (webrtc-stats, "certificate"): a certificate that DTLS uses, of this side or the remote one.</summary>
public sealed class CertificateStats : RtcStats
{
    internal CertificateStats(RtcStatsObject source)
        : base(source)
    {
    }

    /// <summary>Fingerprint of the certificate, as <see cref="RtcDtlsFingerprint.Value"/>.</summary>
    public string? Fingerprint => Text("fingerprint");

    /// <summary>The hash function of the fingerprint, such as "sha-256".</summary>
    public string? FingerprintAlgorithm => Text("fingerprintAlgorithm");

    /// <summary>The certificate in DER, as base64.</summary>
    public string? Base64Certificate => Text("base64Certificate");

    /// <summary>Id of the next certificate of the chain; null at its end.</summary>
    public string? IssuerCertificateId => Text("issuerCertificateId");
}
