using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Certificates;

/// <summary>Texts that FromPem accepts, and its errors for others.</summary>
public sealed class RtcCertificatePemTests
{
    private static readonly RtcCertificate s_certificate = RtcCertificate.Generate();

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void FromPem_WhatToPemGave_IsTheSame()
    {
        var back = RtcCertificate.FromPem(s_certificate.ToPem());

        Assert.Equal(s_certificate.ToPem(), back.ToPem());
        Assert.Equal(s_certificate.Expires, back.Expires);
        Assert.Equal(s_certificate.GetFingerprints(), back.GetFingerprints());
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void FromPem_TwoTexts_IsTheSame()
    {
        var back = RtcCertificate.FromPem(s_certificate.CertificatePem, s_certificate.PrivateKeyPem);

        Assert.Equal(s_certificate.ToPem(), back.ToPem());
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void FromPem_OtherOrderLineEndsAndBlocks_IsTheSame()
    {
        var another = RtcCertificate.Generate();
        var text = "a comment, ENCRYPTED\n" + PemEncoding.WriteString("EC PARAMETERS", [6, 8]) + "\n"
            + s_certificate.CertificatePem + "\n" + s_certificate.PrivateKeyPem + "\n" + another.CertificatePem;

        Assert.Equal(s_certificate.ToPem(), RtcCertificate.FromPem(text.ReplaceLineEndings("\r\n")).ToPem());
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void FromPem_KeyInItsOlderForm_IsTheSame()
    {
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(s_certificate.PrivateKeyPem);
        Assert.Equal(
            s_certificate.PrivateKeyPem, RtcCertificate.FromPem(s_certificate.CertificatePem, ecdsa.ExportECPrivateKeyPem()).PrivateKeyPem);

        using var rsa = RSA.Create(1024);
        var certificate = SelfSigned(rsa, HashAlgorithmName.SHA256);
        Assert.Contains("BEGIN PRIVATE KEY", RtcCertificate.FromPem(certificate, rsa.ExportRSAPrivateKeyPem()).ToPem(), StringComparison.Ordinal);
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void GetFingerprints_SignedWithSha512_AreThatAndSha256()
    {
        using var rsa = RSA.Create(2048);
        var certificate = RtcCertificate.FromPem(SelfSigned(rsa, HashAlgorithmName.SHA512), rsa.ExportPkcs8PrivateKeyPem());

        var fingerprints = certificate.GetFingerprints();

        Assert.Equal(["sha-512", "sha-256"], fingerprints.Select(fingerprint => fingerprint.Algorithm));
        Assert.Equal([64, 32], fingerprints.Select(fingerprint => fingerprint.Value.Split(':').Length));
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void FromPem_Expired_IsTaken()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=old", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));

        Assert.Equal(
            DateTimeOffset.UnixEpoch.AddDays(1),
            RtcCertificate.FromPem(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem()).Expires);
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void FromPem_Null_IsArgumentNullException()
    {
        Assert.Throws<ArgumentNullException>(() => RtcCertificate.FromPem(null!));
        Assert.Throws<ArgumentNullException>(() => RtcCertificate.FromPem(null!, s_certificate.PrivateKeyPem));
        Assert.Throws<ArgumentNullException>(() => RtcCertificate.FromPem(s_certificate.CertificatePem, null!));
    }

    [NotInWineTheory(Wine.CreatesNoKeys)]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("garbage")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END X-----")]
    public void FromPem_NoCertificate_SaysSo(string text)
    {
        AssertRefused(() => RtcCertificate.FromPem(text), "no certificate");
        AssertRefused(() => RtcCertificate.FromPem(text, s_certificate.PrivateKeyPem), "no certificate");
    }

    [NotInWineTheory(Wine.CreatesNoKeys)]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("garbage")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----")]
    public void FromPem_NoKey_SaysSo(string text)
    {
        AssertRefused(() => RtcCertificate.FromPem(s_certificate.CertificatePem, text), "no private key");
        AssertRefused(() => RtcCertificate.FromPem(s_certificate.CertificatePem + "\n" + text), "no private key");
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void FromPem_Swapped_SaysWhatIsMissing() =>
        AssertRefused(() => RtcCertificate.FromPem(s_certificate.PrivateKeyPem, s_certificate.CertificatePem), "no certificate");

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void FromPem_Huge_SaysWhatIsMissing()
    {
        AssertRefused(() => RtcCertificate.FromPem(new string('-', 1_000_000)), "no certificate");
        AssertRefused(() => RtcCertificate.FromPem(PemEncoding.WriteString("CERTIFICATE", new byte[1_000_000])), "no X.509");
    }

    [NotInWineTheory(Wine.CreatesNoKeys)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public void FromPem_BlocksOfSomethingElse_SaysWhich(int length)
    {
        var bytes = Enumerable.Repeat((byte)0x30, length).ToArray();

        AssertRefused(() => RtcCertificate.FromPem(PemEncoding.WriteString("CERTIFICATE", bytes), s_certificate.PrivateKeyPem), "CERTIFICATE");
        AssertRefused(() => RtcCertificate.FromPem(s_certificate.CertificatePem, PemEncoding.WriteString("PRIVATE KEY", bytes)), "PRIVATE KEY");
        AssertRefused(
            () => RtcCertificate.FromPem(s_certificate.CertificatePem, PemEncoding.WriteString("EC PRIVATE KEY", bytes)), "EC PRIVATE KEY");
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void FromPem_EncryptedKey_SaysSo()
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(s_certificate.PrivateKeyPem);
        var encrypted = key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1));
        var older = "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----\n";

        AssertRefused(() => RtcCertificate.FromPem(s_certificate.CertificatePem, encrypted), "encrypted");
        AssertRefused(() => RtcCertificate.FromPem(s_certificate.CertificatePem, older), "encrypted");
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void FromPem_KeyOfAnotherCertificate_SaysSo() =>
        AssertRefused(() => RtcCertificate.FromPem(s_certificate.CertificatePem, RtcCertificate.Generate().PrivateKeyPem), "does not belong");

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void FromPem_KeyOnAnotherCurve_SaysSo()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        AssertRefused(() => RtcCertificate.FromPem(s_certificate.CertificatePem, key.ExportPkcs8PrivateKeyPem()), "does not belong");
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void FromPem_KeyOfAnotherKind_SaysSo()
    {
        using var key = RSA.Create(2048);

        AssertRefused(() => RtcCertificate.FromPem(s_certificate.CertificatePem, key.ExportPkcs8PrivateKeyPem()), "no ECDsa private key");
        AssertRefused(() => RtcCertificate.FromPem(s_certificate.CertificatePem, key.ExportRSAPrivateKeyPem()), "no ECDsa private key");
        AssertRefused(() => RtcCertificate.FromPem(SelfSigned(key, HashAlgorithmName.SHA256), s_certificate.PrivateKeyPem), "private key");
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void FromPem_AnotherCurve_SaysWhichIsExpected()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var certificate = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UtcNow.AddDays(1));

        AssertRefused(
            () => RtcCertificate.FromPem(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem()), "P384", "ECDSA P-256 or RSA");
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void FromPem_ShortRsaKey_SaysWhichIsExpected()
    {
        using var key = RSA.Create(512);

        AssertRefused(
            () => RtcCertificate.FromPem(SelfSigned(key, HashAlgorithmName.SHA256), key.ExportPkcs8PrivateKeyPem()), "512 bits", "1024 to 8192");
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void FromPem_SignedInAnUnknownWay_SaysWhichIsExpected()
    {
        using var key = RSA.Create(2048);
        var certificate = SelfSigned(key, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);

        AssertRefused(() => RtcCertificate.FromPem(certificate, key.ExportPkcs8PrivateKeyPem()), "PSS", "PKCS #1", "SHA-256");
    }

    private static string SelfSigned(RSA key, HashAlgorithmName hash, RSASignaturePadding? padding = null)
    {
        using var certificate = new CertificateRequest("CN=x", key, hash, padding ?? RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UtcNow.AddDays(1));
        return certificate.ExportCertificatePem();
    }

    private static void AssertRefused(Func<RtcCertificate> make, params string[] said)
    {
        var thrown = Assert.Throws<ArgumentException>(make);

        Assert.All(said, words => Assert.Contains(words, thrown.Message, StringComparison.Ordinal));
    }
}
