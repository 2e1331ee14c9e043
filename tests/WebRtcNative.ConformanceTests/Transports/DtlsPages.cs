using System.Security.Cryptography;
using WebRtcNative.ConformanceTests.Media;
using WebRtcNative.ConformanceTests.Support;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.ConformanceTests.Transports;

/// <summary>DTLS between the two: certificates, fingerprints, ciphers, and the end.</summary>
public sealed class DtlsPages : MediaConformanceTest
{
    private const string Kinds = "protocol/dtls-certificates.html";
    private const string Fingerprint = "protocol/dtls-fingerprint-validation.html";
    private const string End = "protocol/dtls-close.html";
    private const string Suite = "protocol/crypto-suite.https.html";
    private const string Error = "RTCDtlsTransport-onerror.html";
    private const string OfCertificates = "RTCPeerConnection-certificateStats.https.html";
    private const string OfTransport = "RTCPeerConnection-transport-stats.https.html";

    [WptTheory(Kinds, "certificates of any two kinds connect")]
    [InlineData(RtcCertificateKeyType.EcdsaP256, RtcCertificateKeyType.EcdsaP256)]
    [InlineData(RtcCertificateKeyType.EcdsaP256, RtcCertificateKeyType.Rsa2048)]
    [InlineData(RtcCertificateKeyType.Rsa2048, RtcCertificateKeyType.EcdsaP256)]
    [InlineData(RtcCertificateKeyType.Rsa2048, RtcCertificateKeyType.Rsa2048)]
    public async Task Certificates_AnyKinds_Connect(RtcCertificateKeyType ours, RtcCertificateKeyType theirs)
    {
        var (a, b) = await ConnectAsync(
            new() { Certificates = [await Finish(RtcCertificate.GenerateAsync(ours))] },
            new() { Certificates = [await Finish(RtcCertificate.GenerateAsync(theirs))] });

        Wait.Until(
            () => a.ConnectionState == PeerConnectionState.Connected && b.ConnectionState == PeerConnectionState.Connected,
            "both connected");
    }

    [Wpt(Fingerprint, "with the wrong fingerprint in the answer both sides fail")]
    public async Task Fingerprint_Wrong_BothFail()
    {
        var pair = NewPair();
        pair.A.CreateDataChannel("channel");
        await OfferAsync(pair.A, pair.B);
        var answer = await Finish(pair.B.CreateAnswerAsync());

        await Finish(pair.A.SetRemoteDescriptionAsync(WithFingerprint(answer, "sha-256", 32)));
        await Finish(pair.B.SetLocalDescriptionAsync(answer));

        pair.Until(
            () => pair.A.ConnectionState == PeerConnectionState.Failed && pair.B.ConnectionState == PeerConnectionState.Failed,
            "both failed");
    }

    [WptTheory(Fingerprint, "a fingerprint by any usual hash is understood")]
    [InlineData("sha-1", 20)]
    [InlineData("sha-256", 32)]
    [InlineData("sha-384", 48)]
    [InlineData("sha-512", 64)]
    public async Task Fingerprint_AnyHash_Understood(string hash, int length)
    {
        var (a, b) = (NewConnection(), NewConnection());
        a.CreateDataChannel("channel");
        await OfferAsync(a, b);
        var answer = await Finish(b.CreateAnswerAsync());

        await Finish(a.SetRemoteDescriptionAsync(WithFingerprint(answer, hash, length)));

        Assert.Equal(SignalingState.Stable, a.SignalingState);
    }

    [Wpt(End, "close ends the transports and the channels of the other side")]
    public void Close_OtherSide_TransportsAndChannelClosed()
    {
        var pair = NewPair();
        var (_, channel) = pair.Open();

        pair.A.Close();

        pair.Until(
            () => channel.State == DataChannelState.Closed && pair.B.Sctp!.State == SctpTransportState.Closed
                && pair.B.Sctp.Transport.State == DtlsTransportState.Closed,
            "all closed");
    }

    [WptTheory(Suite, "the version of TLS and the ciphers are those that RFC 8827 asks for",
        NotOnSystem = "its statistics lack the cipher of DTLS")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetStatsAsync_Connected_CiphersOfTheRfc(bool pictures)
    {
        var pair = NewMediaPair();
        if (pictures)
            pair.A.AddTransceiver(MediaKind.Video);
        else
            pair.A.CreateDataChannel("channel");
        pair.Negotiate();
        pair.Until(() => pair.A.ConnectionState == PeerConnectionState.Connected, "connected");

        var stats = Assert.Single((await Finish(pair.A.GetStatsAsync())).OfType<TransportStats>());

        Assert.Contains(stats.TlsVersion, new[] { "FEFD", "FEFC", "0304" });
        Assert.Contains(stats.DtlsCipher, new[] { "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256" });
        Assert.Contains(stats.SrtpCipher, new[] { "AES_CM_128_HMAC_SHA1_80", "SRTP_AES128_CM_HMAC_SHA1_80" });
    }

    [Wpt(Error, "a wrong fingerprint is an error of the transport", Differs = "the transport tells its state, not the error: the engine does not")]
    public async Task Fingerprint_Wrong_TransportFails()
    {
        var pair = NewMediaPair();
        pair.A.AddTrack(NewAudio());
        var offer = await Finish(pair.A.SetLocalDescriptionAsync());
        await Finish(pair.B.SetRemoteDescriptionAsync(WithFingerprint(offer, "sha-256", 32)));
        await AnswerAsync(pair.B, pair.A);

        pair.Until(
            () => pair.B.Senders[0].Transport!.State == DtlsTransportState.Failed
                && pair.A.Senders[0].Transport!.State == DtlsTransportState.Failed,
            "both transports failed");
    }

    [Wpt(OfCertificates, "statistics show the certificates of both sides, without an issuer")]
    public async Task GetStatsAsync_Connected_BothCertificates()
    {
        var ours = await Finish(RtcCertificate.GenerateAsync());
        var theirs = await Finish(RtcCertificate.GenerateAsync());
        var (a, _) = await ConnectAsync(new() { Certificates = [ours] }, new() { Certificates = [theirs] });
        Wait.Until(() => a.ConnectionState == PeerConnectionState.Connected, "connected");

        var report = await Finish(a.GetStatsAsync());

        var transport = Assert.Single(report.OfType<TransportStats>());
        foreach (var (id, certificate) in new[] { (transport.LocalCertificateId, ours), (transport.RemoteCertificateId, theirs) })
        {
            var stats = report.Find<CertificateStats>(id);
            Assert.Null(stats!.IssuerCertificateId);
            var fingerprint = Assert.Single(certificate.GetFingerprints(), one => one.Algorithm == stats.FingerprintAlgorithm);
            Assert.Equal(fingerprint.Value, stats.Fingerprint, ignoreCase: true);
            var digest = Convert.ToHexString(SHA256.HashData(Convert.FromBase64String(stats.Base64Certificate!)));
            Assert.Equal(stats.Fingerprint!.Replace(":", "", StringComparison.Ordinal), digest, ignoreCase: true);
        }
    }

    [Wpt(OfTransport, "with the offer DTLS is new and its role unknown")]
    public async Task GetStatsAsync_Offered_DtlsNew()
    {
        var (stats, _) = await OfOfferAsync();

        Assert.Equal((DtlsTransportState.New, DtlsRole.Unknown), (stats.DtlsState!.Value, stats.DtlsRole!.Value));
    }

    [Wpt(OfTransport, "with the offer ICE is new, controlling, has its fragment, and no pair")]
    public async Task GetStatsAsync_Offered_IceNew()
    {
        var (stats, offer) = await OfOfferAsync();

        Assert.Equal(
            (IceRole.Controlling, IceConnectionState.New, 0L),
            (stats.IceRole!.Value, stats.IceState!.Value, stats.SelectedCandidatePairChanges!.Value));
        Assert.Equal(AssertDescription.UsernameFragment(offer), "a=ice-ufrag:" + stats.IceLocalUsernameFragment);
    }

    private async Task<(TransportStats Stats, SessionDescription Offer)> OfOfferAsync()
    {
        var connection = NewConnection();
        connection.CreateDataChannel("channel");
        var offer = await Finish(connection.SetLocalDescriptionAsync());
        return (Assert.Single((await Finish(connection.GetStatsAsync())).OfType<TransportStats>()), offer);
    }

    /// <summary>Two connections with options of their own, on their way to each other.</summary>
    private async Task<(PeerConnection A, PeerConnection B)> ConnectAsync(PeerConnectionOptions ofA, PeerConnectionOptions ofB)
    {
        var (a, b) = (NewConnection(ofA), NewConnection(ofB));
        a.IceCandidateGathered += (_, candidate) => b.AddIceCandidateAsync(candidate);
        b.IceCandidateGathered += (_, candidate) => a.AddIceCandidateAsync(candidate);
        a.CreateDataChannel("channel");
        await ExchangeAsync(a, b);
        return (a, b);
    }

    /// <summary>With a fingerprint of zeros.</summary>
    private static SessionDescription WithFingerprint(SessionDescription description, string hash, int length) => description with
    {
        Sdp = string.Join("\r\n", description.Sdp.Split("\r\n").Select(line => line.StartsWith("a=fingerprint:", StringComparison.Ordinal)
            ? $"a=fingerprint:{hash} " + string.Join(':', Enumerable.Repeat("00", length)) : line)),
    };
}
