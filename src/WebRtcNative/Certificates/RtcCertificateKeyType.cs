namespace WebRtcNative;

/// <summary>The keys that WebRTC requires (WebRTC 1.0, section 4.9.1, generateCertificate).</summary>
public enum RtcCertificateKeyType
{
    /// <summary>ECDSA on the curve P-256: made in about a millisecond; the default of browsers.</summary>
    EcdsaP256,

    /// <summary>RSA with 2048 bits: takes long to make, from tenths of a second to seconds.</summary>
    Rsa2048,
}
