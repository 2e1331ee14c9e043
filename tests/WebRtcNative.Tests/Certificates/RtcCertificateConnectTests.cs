using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Certificates;

/// <summary>The engine accepts our certificates, and reports the same fingerprints for them.</summary>
public sealed class RtcCertificateConnectTests : NativeTest
{
    [NotInWineTheory(Wine.CreatesNoKeys)]
    [InlineData(RtcCertificateKeyType.EcdsaP256)]
    [InlineData(RtcCertificateKeyType.Rsa2048)]
    public async Task CreateOfferAsync_WithCertificate_HasItsFingerprint(RtcCertificateKeyType keyType)
    {
        var certificate = await RtcCertificate.GenerateAsync(keyType);
        var connection = Own(new PeerConnection(new PeerConnectionOptions { Certificates = [certificate] }));
        connection.CreateDataChannel("channel");

        var offer = await connection.CreateOfferAsync().WaitAsync(Wait.Deadline);

        var fingerprint = Assert.Single(certificate.GetFingerprints());
        Assert.Contains($"a=fingerprint:{fingerprint.Algorithm} {fingerprint.Value}\r\n", offer.Sdp, StringComparison.Ordinal);
    }

    [NotInWineFact(Wine.CreatesNoKeys)]
    public async Task GetStatsAsync_WithCertificate_HasItsFingerprintOnBothSides()
    {
        var certificate = RtcCertificate.FromPem(RtcCertificate.Generate().ToPem());
        var pair = Own(new CorePair(options: new PeerConnectionOptions { Certificates = [certificate] }));
        pair.Open();

        var report = await pair.A.GetStatsAsync().WaitAsync(Wait.Deadline);

        var transport = Assert.Single(report.OfType<TransportStats>());
        var expected = certificate.GetFingerprints()[0].Value;
        Assert.Equal(expected, report.Find<CertificateStats>(transport.LocalCertificateId)?.Fingerprint);
        Assert.Equal(expected, report.Find<CertificateStats>(transport.RemoteCertificateId)?.Fingerprint);
    }
}
