using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace WebRtcNative;

/// <summary>RTCCertificate (WebRTC 1.0, section 4.9): certificate and private key by which connections authenticate
/// themselves with DTLS.</summary>
/// <remarks>
/// A connection without a certificate makes its own. A kept certificate lets peers recognize this side by its fingerprint. Anyone
/// with the private key can impersonate this side. Immutable, hence usable from any thread and by any number of connections.
/// </remarks>
public sealed class RtcCertificate
{
    private static readonly TimeSpan s_defaultValidity = TimeSpan.FromDays(30);

    // Browsers have the same limit.
    private static readonly TimeSpan s_longestValidity = TimeSpan.FromDays(365);

    // The peer's clock may be behind.
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromDays(1);

    private readonly RtcDtlsFingerprint[] _fingerprints;

    internal RtcCertificate(X509Certificate2 certificate, AsymmetricAlgorithm key, HashAlgorithmName signatureHash)
    {
        CertificatePem = certificate.ExportCertificatePem();
        PrivateKeyPem = key.ExportPkcs8PrivateKeyPem();
        Expires = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        _fingerprints = [.. new[] { signatureHash, HashAlgorithmName.SHA256 }
            .Distinct()
            .Select(hash => RtcDtlsFingerprint.Of(certificate.RawData, hash))];
    }

    /// <summary>expires: end of the certificate's validity. A connection cannot be created with an expired certificate.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>One PEM block, "CERTIFICATE".</summary>
    internal string CertificatePem { get; }

    /// <summary>One PEM block, "PRIVATE KEY" (PKCS #8).</summary>
    internal string PrivateKeyPem { get; }

    /// <summary>Makes a new key and a self-signed certificate for it, with random names.</summary>
    /// <remarks>An RSA key takes from tenths of a second to seconds, and the caller waits for it; see
    /// <see cref="GenerateAsync"/>.</remarks>
    /// <param name="keyType">Kind of key.</param>
    /// <param name="validity">How long it is valid from now on, a second to 365 days; null is 30 days.</param>
    /// <exception cref="ArgumentOutOfRangeException">The key type is unknown, or the validity out of bounds.</exception>
    public static RtcCertificate Generate(RtcCertificateKeyType keyType = RtcCertificateKeyType.EcdsaP256, TimeSpan? validity = null)
    {
        var duration = CheckValidity(validity);
        switch (keyType)
        {
            case RtcCertificateKeyType.EcdsaP256:
                using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
                    return SignBySelf(new CertificateRequest(RandomName(), key, HashAlgorithmName.SHA256), key, duration);
            case RtcCertificateKeyType.Rsa2048:
                using (var key = RSA.Create(2048))
                    return SignBySelf(new CertificateRequest(RandomName(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), key, duration);
            default:
                throw new ArgumentOutOfRangeException(nameof(keyType), keyType, "The key type is unknown.");
        }
    }

    /// <summary>Makes a new key and a certificate for it, as <see cref="Generate"/> does, on the thread pool.</summary>
    /// <param name="keyType">Kind of key.</param>
    /// <param name="validity">How long it is valid from now on, a second to 365 days; null is 30 days.</param>
    /// <param name="cancellationToken">Ends the wait. A key that is already being made is dropped when it is done.</param>
    /// <exception cref="ArgumentOutOfRangeException">The key type is unknown, or the validity out of bounds.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task<RtcCertificate> GenerateAsync(
        RtcCertificateKeyType keyType = RtcCertificateKeyType.EcdsaP256,
        TimeSpan? validity = null,
        CancellationToken cancellationToken = default) =>
        Task.Run(() => Generate(keyType, validity), cancellationToken).WaitAsync(cancellationToken);

    /// <summary>Reads certificate and private key from one text, in any order. Other PEM blocks are skipped, and of several
    /// certificates the first one is taken.</summary>
    /// <param name="privateKeyAndCertificate">PEM (RFC 7468): "CERTIFICATE", and "PRIVATE KEY", "EC PRIVATE KEY" or
    /// "RSA PRIVATE KEY", which is not encrypted.</param>
    /// <exception cref="ArgumentNullException"><paramref name="privateKeyAndCertificate"/> is null.</exception>
    /// <exception cref="ArgumentException">A part is missing or no PEM, the key is encrypted, is not the certificate's, or is
    /// neither ECDSA P-256 nor RSA of 1024 to 8192 bits, or the certificate is not signed with ECDSA or RSA (PKCS #1) and
    /// SHA-256, SHA-384 or SHA-512. The message says which.</exception>
    public static RtcCertificate FromPem(string privateKeyAndCertificate)
    {
        ArgumentNullException.ThrowIfNull(privateKeyAndCertificate);
        return RtcCertificatePem.Read(privateKeyAndCertificate, privateKeyAndCertificate);
    }

    /// <summary>Reads certificate and private key from a text each.</summary>
    /// <param name="certificate">PEM with the block "CERTIFICATE".</param>
    /// <param name="privateKey">PEM with the block "PRIVATE KEY", "EC PRIVATE KEY" or "RSA PRIVATE KEY", not encrypted.</param>
    /// <exception cref="ArgumentNullException"><paramref name="certificate"/> or <paramref name="privateKey"/> is null.</exception>
    /// <exception cref="ArgumentException">As with <see cref="FromPem(string)"/>.</exception>
    public static RtcCertificate FromPem(string certificate, string privateKey)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(privateKey);
        return RtcCertificatePem.Read(certificate, privateKey);
    }

    /// <summary>Reads a file that <see cref="Save"/> wrote, or another one that <see cref="FromPem(string)"/> can read.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">As with <see cref="FromPem(string)"/>, of the file's content.</exception>
    /// <exception cref="IOException">The file cannot be read, or does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read.</exception>
    public static RtcCertificate Load(string path) => FromPem(File.ReadAllText(path));

    /// <summary>Writes private key and certificate into one file, which only its owner may read (on Unix). An existing file is
    /// replaced, and gets the same permissions.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    public void Save(string path)
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(path, options);
        // An existing file keeps its permissions, which may be wider.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file.SafeFileHandle, OwnerOnly);
        file.Write(Encoding.ASCII.GetBytes(ToPem()));
    }

    /// <summary>Private key, unencrypted, and certificate as PEM. A secret.</summary>
    public string ToPem() => $"{PrivateKeyPem}\n{CertificatePem}\n";

    /// <summary>getFingerprints: digests of the certificate, for a peer to compare with. Descriptions carry the first one, which
    /// uses the hash function of the certificate's signature. SHA-256 is among them.</summary>
    public IReadOnlyList<RtcDtlsFingerprint> GetFingerprints() => _fingerprints.AsReadOnly();

    private static TimeSpan CheckValidity(TimeSpan? validity)
    {
        var duration = validity ?? s_defaultValidity;
        if (duration < TimeSpan.FromSeconds(1) || duration > s_longestValidity)
        {
            throw new ArgumentOutOfRangeException(
                nameof(validity), validity, $"The validity is not within a second and {s_longestValidity.TotalDays} days.");
        }
        return duration;
    }

    private static RtcCertificate SignBySelf(CertificateRequest request, AsymmetricAlgorithm key, TimeSpan validity)
    {
        var now = DateTimeOffset.UtcNow;
        // The serial number is random too: the framework sees to it.
        using var certificate = request.CreateSelfSigned(now - s_clockSkew, now + validity);
        return new RtcCertificate(certificate, key, HashAlgorithmName.SHA256);
    }

    // RFC 8827, section 6.5: certificates should not make their users linkable.
    private static string RandomName() => $"CN={RandomNumberGenerator.GetHexString(16, lowercase: true)}";
}
