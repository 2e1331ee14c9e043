using System.Security.Cryptography.X509Certificates;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Certificates;

public sealed class RtcCertificateGenerateTests
{
    [NotInWineFact(Wine.CreatesNoKeys)]
    public void Generate_ByDefault_IsEcdsaP256For30Days()
    {
        var before = DateTimeOffset.UtcNow;
        var certificate = RtcCertificate.Generate();

        // X.509 has whole seconds.
        Assert.InRange(certificate.Expires, before.AddDays(30).AddSeconds(-1), DateTimeOffset.UtcNow.AddDays(30));
        using var parsed = X509Certificate2.CreateFromPem(certificate.CertificatePem, certificate.PrivateKeyPem);
        using var key = parsed.GetECDsaPrivateKey();
        Assert.Equal(256, key!.KeySize);
        Assert.Equal(parsed.Subject, parsed.Issuer);
        Assert.InRange(parsed.NotBefore.ToUniversalTime(), before.UtcDateTime.AddDays(-1).AddSeconds(-1), DateTime.UtcNow.AddDays(-1));
        Assert.Equal(DateTimeKind.Local, parsed.NotAfter.Kind);
        Assert.Equal(TimeSpan.Zero, certificate.Expires.Offset);
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public async Task GenerateAsync_Rsa2048_IsRsa2048()
    {
        var certificate = await RtcCertificate.GenerateAsync(RtcCertificateKeyType.Rsa2048);

        using var parsed = X509Certificate2.CreateFromPem(certificate.CertificatePem, certificate.PrivateKeyPem);
        using var key = parsed.GetRSAPrivateKey();
        Assert.Equal(2048, key!.KeySize);
        Assert.Equal(certificate.ToPem(), RtcCertificate.FromPem(certificate.ToPem()).ToPem());
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void Generate_Twice_NothingIsTheSame()
    {
        var one = RtcCertificate.Generate();
        var other = RtcCertificate.Generate();

        using var first = X509Certificate2.CreateFromPem(one.CertificatePem);
        using var second = X509Certificate2.CreateFromPem(other.CertificatePem);
        Assert.NotEqual(first.Subject, second.Subject);
        Assert.NotEqual(first.SerialNumber, second.SerialNumber);
        Assert.NotEqual(first.GetPublicKeyString(), second.GetPublicKeyString());
        Assert.NotEqual(one.GetFingerprints(), other.GetFingerprints());
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void Generate_Validity_IsKept()
    {
        var certificate = RtcCertificate.Generate(validity: TimeSpan.FromDays(365));

        Assert.InRange(certificate.Expires, DateTimeOffset.UtcNow.AddDays(365).AddMinutes(-5), DateTimeOffset.UtcNow.AddDays(365));
    }

    public static TheoryData<TimeSpan> BadValidities =>
        [TimeSpan.Zero, TimeSpan.FromTicks(-1), TimeSpan.MinValue, TimeSpan.FromMilliseconds(999), TimeSpan.FromDays(365.1), TimeSpan.MaxValue];

    [Theory]
    [MemberData(nameof(BadValidities))]
    public async Task Generate_ValidityOutOfBounds_IsArgumentOutOfRangeException(TimeSpan validity)
    {
        Assert.Throws<ArgumentOutOfRangeException>(nameof(validity), () => RtcCertificate.Generate(validity: validity));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(nameof(validity), () => RtcCertificate.GenerateAsync(validity: validity));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Generate_UnknownKeyType_IsArgumentOutOfRangeException(int keyType) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(keyType), () => RtcCertificate.Generate((RtcCertificateKeyType)keyType));

    [Fact]
    public async Task GenerateAsync_Cancelled_IsCancelled()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RtcCertificate.GenerateAsync(RtcCertificateKeyType.Rsa2048, cancellationToken: source.Token));
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public async Task GenerateAsync_CancelledMeanwhile_EndsAtOnce()
    {
        using var source = new CancellationTokenSource();
        var task = RtcCertificate.GenerateAsync(RtcCertificateKeyType.Rsa2048, cancellationToken: source.Token);

        await source.CancelAsync();

        Assert.True(task.IsCompleted);
        if (!task.IsCompletedSuccessfully)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void GetFingerprints_Generated_IsSha256OfTheCertificate()
    {
        var certificate = RtcCertificate.Generate();

        using var parsed = X509Certificate2.CreateFromPem(certificate.CertificatePem);
        Assert.Equal([RtcDtlsFingerprint.Of(parsed.RawData)], certificate.GetFingerprints());
    }
}
