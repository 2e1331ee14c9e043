using System.Text;
using WebRtcNative.Interop;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Hostile;

/// <summary>Bytes that are no UTF-8 at the C interface, without .NET's strings in front of it: each call is completed once, and
/// the connection stays usable.</summary>
public sealed unsafe class InvalidUtf8Tests : NativeTest
{
    // A lone byte, an overlong NUL, a surrogate, one beyond Unicode, and three that are cut short.
    private static readonly byte[][] s_invalid =
    [
        [0xFF], [0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
    ];

    [Fact]
    public void SetRemoteDescription_InvalidUtf8InEachLine_AnsweredAndUsable()
    {
        using var raw = new RawConnection();
        var offer = Offer();
        var (refused, accepted) = (0, 0);
        foreach (var sdp in WithInvalid(offer))
        {
            if (raw.SetRemoteDescription(wrtc_sdp_type.WRTC_SDP_TYPE_OFFER, sdp))
            {
                accepted++;
                Assert.True(raw.SetRemoteDescription(wrtc_sdp_type.WRTC_SDP_TYPE_ROLLBACK, []));
            }
            else
            {
                refused++;
            }
        }

        Assert.True(raw.SetRemoteDescription(wrtc_sdp_type.WRTC_SDP_TYPE_OFFER, Encoding.UTF8.GetBytes(offer)));
        Assert.True(refused > 0 && accepted > 0, $"{refused} refused, {accepted} accepted");
    }

    [Fact]
    public void AddIceCandidate_InvalidUtf8Everywhere_AnsweredAndUsable()
    {
        const string Candidate = "candidate:1 1 udp 2122260223 127.0.0.1 20000 typ host generation 0 ufrag abcd";
        using var raw = new RawConnection();
        Assert.True(raw.SetRemoteDescription(wrtc_sdp_type.WRTC_SDP_TYPE_OFFER, Encoding.UTF8.GetBytes(Offer())));
        var real = Encoding.UTF8.GetBytes(Candidate);
        var address = Candidate.IndexOf("127", StringComparison.Ordinal);
        var port = Candidate.IndexOf("20000", StringComparison.Ordinal);
        for (var i = 0; i <= real.Length; i++)
        {
            if (i >= address && i < port)
                continue; // it would be a name, and be looked up
            foreach (var invalid in s_invalid)
                raw.AddIceCandidate("0"u8, [.. real[..i], .. invalid, .. real[i..]]);
        }
        foreach (var invalid in s_invalid)
            Assert.False(raw.AddIceCandidate(invalid, real));

        Assert.True(raw.AddIceCandidate("0"u8, real));
    }

    private static IEnumerable<byte[]> WithInvalid(string sdp)
    {
        var lines = sdp.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < lines.Length; i++)
        {
            var before = Encoding.UTF8.GetBytes(string.Concat(lines.Take(i).Select(line => line + "\r\n")) + lines[i]);
            var after = Encoding.UTF8.GetBytes(string.Concat(lines.Skip(i + 1).Select(line => "\r\n" + line)) + "\r\n");
            foreach (var invalid in s_invalid)
            {
                yield return [.. before, .. invalid, .. after];
                yield return [.. before[..^1], .. invalid, .. after];
                yield return [.. before[..^(lines[i].Length)], .. invalid, .. after];
            }
        }
    }

    private static string Offer()
    {
        using var connection = new PeerConnection();
        connection.CreateDataChannel("channel");
        return connection.CreateOfferAsync().WaitAsync(Wait.Deadline).GetAwaiter().GetResult().Sdp;
    }
}
