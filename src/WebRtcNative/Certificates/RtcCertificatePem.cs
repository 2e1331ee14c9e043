using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace WebRtcNative;

/// <summary>Reads a certificate and its key, and refuses with a reason what the engine would refuse without one.</summary>
internal static class RtcCertificatePem
{
    private const string ExpectedKey = "ECDSA P-256 or RSA of 1024 to 8192 bits is expected";

    private static readonly string[] s_keyLabels = ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"];

    public static RtcCertificate Read(string certificatePem, string keyPem)
    {
        using var certificate = ReadCertificate(certificatePem);
        var signatureHash = SignatureHash(certificate);
        using var publicKey = ReadPublicKey(certificate);
        using AsymmetricAlgorithm key = publicKey is RSA ? RSA.Create() : ECDsa.Create();
        ReadPrivateKey(key, keyPem);
        if (!AreOneKey(key, publicKey))
            throw new ArgumentException("The private key does not belong to the certificate.");
        return new RtcCertificate(certificate, key, signatureHash);
    }

    private static X509Certificate2 ReadCertificate(string pem)
    {
        if (!TryFind(pem, ["CERTIFICATE"], out var block))
            throw new ArgumentException("There is no certificate: a PEM block \"CERTIFICATE\" is expected.");
        try
        {
            return X509Certificate2.CreateFromPem(PemEncoding.Write(block.Label, Convert.FromBase64String(block.Base64)));
        }
        catch (CryptographicException e)
        {
            throw new ArgumentException($"The PEM block \"CERTIFICATE\" holds no X.509 certificate in DER: {e.Message}", e);
        }
    }

    /// <summary>The engine's fingerprint uses the hash function of the signature, so the engine must know that function.</summary>
    private static HashAlgorithmName SignatureHash(X509Certificate2 certificate) => certificate.SignatureAlgorithm.Value switch
    {
        "1.2.840.10045.4.3.2" or "1.2.840.113549.1.1.11" => HashAlgorithmName.SHA256,
        "1.2.840.10045.4.3.3" or "1.2.840.113549.1.1.12" => HashAlgorithmName.SHA384,
        "1.2.840.10045.4.3.4" or "1.2.840.113549.1.1.13" => HashAlgorithmName.SHA512,
        _ => throw new ArgumentException(
            $"The certificate is signed with {NameOf(certificate.SignatureAlgorithm)}; " +
            "ECDSA or RSA (PKCS #1) with SHA-256, SHA-384 or SHA-512 is expected."),
    };

    private static AsymmetricAlgorithm ReadPublicKey(X509Certificate2 certificate)
    {
        try
        {
            if (certificate.GetECDsaPublicKey() is { } ecdsa)
                return CheckCurve(ecdsa);
            if (certificate.GetRSAPublicKey() is { } rsa)
                return CheckSize(rsa);
        }
        catch (CryptographicException e)
        {
            throw new ArgumentException($"The certificate's key cannot be read; {ExpectedKey}: {e.Message}", e);
        }
        throw new ArgumentException($"The certificate's key is of type {NameOf(certificate.PublicKey.Oid)}; {ExpectedKey}.");
    }

    private static ECDsa CheckCurve(ECDsa key)
    {
        var curve = key.ExportParameters(includePrivateParameters: false).Curve;
        if (curve.IsNamed && curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
            return key;
        key.Dispose();
        throw new ArgumentException($"The certificate's key is on {(curve.IsNamed ? NameOf(curve.Oid) : "a curve of its own")}; {ExpectedKey}.");
    }

    private static RSA CheckSize(RSA key)
    {
        var size = key.KeySize;
        if (size is >= 1024 and <= 8192)
            return key;
        key.Dispose();
        throw new ArgumentException($"The certificate's key is RSA of {size} bits; {ExpectedKey}.");
    }

    private static void ReadPrivateKey(AsymmetricAlgorithm key, string pem)
    {
        if (!TryFind(pem, s_keyLabels, out var block))
        {
            // "ENCRYPTED PRIVATE KEY", or the older header "Proc-Type: 4,ENCRYPTED".
            throw new ArgumentException(pem.Contains("ENCRYPTED", StringComparison.Ordinal)
                ? "The private key is encrypted; an unencrypted PEM block \"PRIVATE KEY\" is expected."
                : "There is no private key: a PEM block \"PRIVATE KEY\", \"EC PRIVATE KEY\" or \"RSA PRIVATE KEY\" is expected.");
        }
        try
        {
            key.ImportFromPem(PemEncoding.Write(block.Label, Convert.FromBase64String(block.Base64)));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new ArgumentException(
                $"The PEM block \"{block.Label}\" holds no {key.SignatureAlgorithm} private key, which is the certificate's kind: {e.Message}", e);
        }
    }

    /// <summary>Whether the certificate's key verifies a signature of the private key: true for all encodings of a key, and for no
    /// forged public part.</summary>
    private static bool AreOneKey(AsymmetricAlgorithm privateKey, AsymmetricAlgorithm publicKey)
    {
        byte[] data = [1];
        var hash = HashAlgorithmName.SHA256;
        var padding = RSASignaturePadding.Pkcs1;
        try
        {
            return (privateKey, publicKey) switch
            {
                (ECDsa ours, ECDsa theirs) => theirs.VerifyData(data, ours.SignData(data, hash), hash),
                (RSA ours, RSA theirs) => theirs.VerifyData(data, ours.SignData(data, hash, padding), hash, padding),
                _ => false,
            };
        }
        // A key whose parts do not fit each other can be imported, but not used.
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool TryFind(ReadOnlySpan<char> pem, ReadOnlySpan<string> labels, out (string Label, string Base64) block)
    {
        while (PemEncoding.TryFind(pem, out var fields))
        {
            var label = pem[fields.Label].ToString();
            if (labels.Contains(label))
            {
                block = (label, pem[fields.Base64Data].ToString());
                return true;
            }
            pem = pem[fields.Location.End..];
        }
        block = default;
        return false;
    }

    private static string? NameOf(Oid oid) => oid.FriendlyName ?? oid.Value;
}
