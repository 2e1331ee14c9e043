using System.Text.RegularExpressions;

namespace WebRtcNative.SampleTests.Tool;

public sealed class DescriptionTests
{
    [Fact]
    public async Task Sdp_OfThisLibrary_IsExplainedAndAccepted()
    {
        var end = await ToolRun.RunAsync(await OfferAsync(), "sdp");

        end.AssertExitCode(0);
        Assert.Contains("Accepted.", end.Output, StringComparison.Ordinal);
        Assert.Matches(@"section \d \(data channels\): accepted", end.Output);
        Assert.Matches(@"section \d \(audio\): accepted, with opus", end.Output);
        Assert.Contains("Hash of the peer's certificate", end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("does not know", end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("WRONG", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sdp_WithABadFingerprint_IsRefused()
    {
        var offer = Regex.Replace(await OfferAsync(), "a=fingerprint:.*", "a=fingerprint:sha-256 nonsense\r");

        var end = await ToolRun.RunAsync(offer, "sdp", "--brief");

        end.AssertExitCode(2);
        Assert.Contains("REFUSED: ", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Candidates_OfEachForm_AreExplained()
    {
        var end = await ToolRun.RunAsync(
            """
            [{"candidate":"candidate:1 1 udp 2122260223 192.168.1.5 50000 typ host","sdpMid":"0","sdpMLineIndex":0},
             {"candidate":"candidate:2 1 udp 1686052607 203.0.113.9 50000 typ srflx raddr 192.168.1.5 rport 50000","sdpMid":"0"}]
            """,
            "candidates");

        end.AssertExitCode(0);
        Assert.Contains("192.168.1.5, private (RFC 1918), port 50000 by UDP.", end.Output, StringComparison.Ordinal);
        Assert.Contains("derived from 192.168.1.5:50000", end.Output, StringComparison.Ordinal);
        Assert.Contains("No candidate is from a TURN server", end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("candidate:1 1 udp 1 300.1.1.1 50000 typ nonsense", "cannot be parsed")]
    [InlineData("candidate:1 1 udp 1 10.0.0.1\u001b[31m 50000 typ host", "cannot be parsed")]
    public async Task Candidates_ThatAreNone_AreNamed(string line, string expected)
    {
        var end = await ToolRun.RunAsync(line, "candidates");

        end.AssertExitCode(2);
        Assert.Contains(expected, end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[31m", end.Output, StringComparison.Ordinal);
    }

    private static async Task<string> OfferAsync()
    {
        using var connection = new PeerConnection(new PeerConnectionOptions { Media = true });
        _ = connection.CreateDataChannel("data");
        _ = connection.AddTransceiver(MediaKind.Audio);
        await connection.SetLocalDescriptionAsync();
        return (await connection.WaitForGatheringAsync()).Sdp;
    }
}
