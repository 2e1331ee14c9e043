using System.Text;

namespace WebRtcNative.Tests.Certificates;

public sealed class RtcDtlsFingerprintTests
{
    [Fact]
    public void Of_KnownBytes_IsSha256InUpperCaseWithColons()
    {
        // The example of FIPS 180-2, appendix B.1.
        var fingerprint = RtcDtlsFingerprint.Of(Encoding.ASCII.GetBytes("abc"));

        Assert.Equal("sha-256", fingerprint.Algorithm);
        Assert.Equal(
            "BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD", fingerprint.Value);
    }

    [Fact]
    public void Of_Empty_IsArgumentException() => Assert.Throws<ArgumentException>("der", () => RtcDtlsFingerprint.Of([]));

    [Fact]
    public void Equals_SameBytes_Equal() => Assert.Equal(RtcDtlsFingerprint.Of([1, 2]), RtcDtlsFingerprint.Of([1, 2]));
}
