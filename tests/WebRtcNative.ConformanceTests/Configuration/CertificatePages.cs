using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Configuration;

/// <summary>RTCCertificate: made, shown in offers, and not exchanged afterwards.</summary>
public sealed class CertificatePages : ConformanceTest
{
    private const string Page = "RTCCertificate.html";
    private const string Default = "RTCConfiguration-certificates.html";
    private const string Generate = "RTCPeerConnection-generateCertificate.html";

    [Wpt(Page, "an expired certificate is refused",
        Differs = "a validity of zero or less is refused when the certificate is made, so that none is born expired")]
    public void Generate_NoValidity_ArgumentException() =>
        Assert.ThrowsAny<ArgumentException>(() => RtcCertificate.Generate(validity: TimeSpan.Zero));

    [Wpt(Page, "the certificates may not change")]
    public void SetConfiguration_OtherCertificates_InvalidModification()
    {
        var (one, other) = (RtcCertificate.Generate(), RtcCertificate.Generate());
        var connection = NewConnection(new PeerConnectionOptions { Certificates = [one] });

        connection.SetConfiguration(new PeerConnectionOptions { Certificates = [one] });

        AssertRefused([other]);
        AssertRefused([one, other]);

        void AssertRefused(IReadOnlyList<RtcCertificate> certificates) => Assert.Equal(
            RtcErrorType.InvalidModification,
            Assert.Throws<WebRtcException>(
                () => connection.SetConfiguration(new PeerConnectionOptions { Certificates = certificates })).ErrorType);
    }

    [Wpt(Page, "a certificate has a fingerprint, in hexadecimal with colons",
        Differs = "in upper case, as SDP and statistics have it, so that it can be compared with them")]
    public void GetFingerprints_Any_WellFormed()
    {
        var fingerprints = RtcCertificate.Generate().GetFingerprints();

        Assert.NotEmpty(fingerprints);
        Assert.All(fingerprints, fingerprint =>
        {
            Assert.Contains(fingerprint.Algorithm, (string[])["sha-1", "sha-224", "sha-256", "sha-384", "sha-512"]);
            Assert.Matches("^([0-9A-F]{2}:)+[0-9A-F]{2}$", fingerprint.Value);
        });
    }

    [Wpt(Page, "the offer shows the fingerprint of the certificate")]
    public async Task CreateOfferAsync_Certificate_Fingerprint()
    {
        var certificate = RtcCertificate.Generate();

        var offer = await OfferAsync(certificate);

        AssertShown(certificate, offer);
    }

    [Wpt(Page, "the offer shows the fingerprints of all certificates", Differs = "the engine uses the first of them, and shows that one")]
    public async Task CreateOfferAsync_TwoCertificates_FirstFingerprint()
    {
        var certificates = new[] { RtcCertificate.Generate(), RtcCertificate.Generate() };

        var offer = await OfferAsync(certificates);

        AssertShown(certificates[0], offer);
    }

    [Wpt(Default, "none by default")]
    public void Certificates_Default_Empty() => Assert.Empty(NewConnection().GetConfiguration().Certificates);

    [WptTheory(Generate, "elliptic curves and RSA")]
    [InlineData(RtcCertificateKeyType.EcdsaP256)]
    [InlineData(RtcCertificateKeyType.Rsa2048)]
    public async Task GenerateAsync_KeyType_NotExpired(RtcCertificateKeyType type)
    {
        var certificate = await Finish(RtcCertificate.GenerateAsync(type));

        Assert.True(certificate.Expires > DateTimeOffset.UtcNow);
        Assert.NotEmpty(certificate.GetFingerprints());
    }

    [Wpt(Generate, "an unknown kind of key is refused")]
    public async Task GenerateAsync_UnknownKeyType_ArgumentException() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => RtcCertificate.GenerateAsync((RtcCertificateKeyType)77));

    [Wpt(Generate, "it expires when asked to")]
    public async Task GenerateAsync_Validity_Expires()
    {
        var before = DateTimeOffset.UtcNow;

        var certificate = await Finish(RtcCertificate.GenerateAsync(validity: TimeSpan.FromHours(2)));

        // Certificates count in seconds.
        Assert.InRange(certificate.Expires, before.AddHours(2).AddSeconds(-2), DateTimeOffset.UtcNow.AddHours(2).AddSeconds(2));
    }

    private async Task<SessionDescription> OfferAsync(params RtcCertificate[] certificates)
    {
        var connection = NewConnection(new PeerConnectionOptions { Certificates = certificates });
        connection.CreateDataChannel("channel");
        return await Finish(connection.CreateOfferAsync());
    }

    private static void AssertShown(RtcCertificate certificate, SessionDescription offer)
    {
        foreach (var fingerprint in certificate.GetFingerprints())
        {
            Assert.Contains(
                $"a=fingerprint:{fingerprint.Algorithm} {fingerprint.Value}", offer.Sdp, StringComparison.OrdinalIgnoreCase);
        }
    }
}
