using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>What other implementations take as well: accidents of copying, and what RFCs allow but libwebrtc does not.</summary>
public sealed class LenientDescriptionTests : NativeTest
{
    private static readonly Dictionary<string, Func<string, string>> s_forms = new()
    {
        ["no last line end"] = sdp => sdp.TrimEnd(),
        ["half of the last line end"] = sdp => sdp[..^1],
        ["an empty last line"] = sdp => sdp + "\r\n",
        ["empty last lines"] = sdp => sdp + "\n\r\n \n\t\r\n",
        ["empty lines before it"] = sdp => "\r\n\n" + sdp,
        ["empty lines between"] = sdp => Replace(sdp, "\r\n", "\r\n\r\n"),
        ["a byte order mark"] = sdp => "\uFEFF" + sdp,
        ["LF"] = sdp => Replace(sdp, "\r\n", "\n"),
        ["CR"] = sdp => Replace(sdp, "\r\n", "\r"),
        ["CR CR LF"] = sdp => Replace(sdp, "\r\n", "\r\r\n"),
        ["spaces at the ends of lines"] = sdp => Replace(sdp, "\r\n", " \t \r\n"),
        ["a space as session name"] = sdp => Replace(sdp, "\r\ns=-", "\r\ns= "),
        ["all of it"] = sdp => "\uFEFF\n" + Replace(sdp, "\r\n", " \n\n").TrimEnd(),
    };

    public static TheoryData<string> Forms => [.. s_forms.Keys];

    [Theory]
    [MemberData(nameof(Forms))]
    public void SetDescriptionAsync_FormOfTheLines_Connects(string name)
    {
        var form = s_forms[name];
        var pair = Own(new CorePair());
        var a = pair.A.CreateDataChannel("channel");

        Negotiate(pair, sdp => form(sdp));

        pair.Until(() => a.State == DataChannelState.Open, "the channel open");
        AssertWhole(pair.A.LocalDescription!);
        AssertWhole(pair.A.RemoteDescription!);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2147483647")]
    [InlineData("2147483648")]
    [InlineData("4294967295")]
    [InlineData("18446744073709551616")]
    public void SetRemoteDescriptionAsync_LargeMessageSize_ThisSidesOwnHolds(string size)
    {
        var pair = Own(new CorePair());
        var a = pair.A.CreateDataChannel("channel");

        Negotiate(pair, sdp => Replace(sdp, "a=max-message-size:262144", $"a=max-message-size:{size}"));

        pair.Until(() => a.State == DataChannelState.Open, "the channel open");
        Assert.Equal(262144, pair.A.Sctp!.MaxMessageSize);
        Assert.Equal(262144, pair.B.Sctp!.MaxMessageSize);
    }

    // RFC 8122, section 5.1: the strongest hash that is known decides, in whatever order they come.
    [Theory]
    [InlineData("a=fingerprint:sha-1 {20}", "a=fingerprint:sha-224 {28}", "{own}")]
    [InlineData("{own}", "a=fingerprint:sha-1 {20}")]
    [InlineData("a=fingerprint:sha3-512 {64}", "{own}", "a=fingerprint:nonsense {16}")]
    [InlineData("a=fingerprint:sha-256 {32}", "{own}")]
    public void SetRemoteDescriptionAsync_SeveralFingerprints_Connects(params string[] lines)
    {
        var pair = Own(new CorePair());
        var a = pair.A.CreateDataChannel("channel");

        Negotiate(pair, sdp => WithFingerprints(sdp, lines));

        pair.Until(() => a.State == DataChannelState.Open, "the channel open");
    }

    [Theory]
    [InlineData("{own}", "a=fingerprint:sha-512 {64}")]
    [InlineData("a=fingerprint:sha-384 {48}", "{own}")]
    [InlineData("a=fingerprint:sha-256 {32}", "a=fingerprint:sha-1 {20}")]
    public void SetRemoteDescriptionAsync_FingerprintOfAnotherCertificate_Fails(params string[] lines)
    {
        var pair = Own(new CorePair());
        pair.A.CreateDataChannel("channel");

        Negotiate(pair, sdp => WithFingerprints(sdp, lines));

        pair.Until(() => pair.A.ConnectionState == PeerConnectionState.Failed, "the connection failed");
        Assert.NotEqual(DtlsTransportState.Connected, pair.B.Sctp!.Transport.State);
    }

    [Theory]
    [InlineData("m=audio 99999 UDP/TLS/RTP/SAVPF 111")]
    [InlineData("m=video 9 UDP/TLS/RTP/SAVPF nonsense")]
    [InlineData("m=audio 9")]
    [InlineData("m=application 99999 UDP/BFCP *")]
    [InlineData("a=max-message-size:a lot")]
    public async Task SetRemoteDescriptionAsync_BadLine_ErrorHasItAsItWasGiven(string line)
    {
        using var source = new PeerConnection();
        using var connection = new PeerConnection();
        source.CreateDataChannel("channel");
        var sdp = (await source.CreateOfferAsync()).Sdp;

        var thrown = await Assert.ThrowsAsync<WebRtcException>(
            () => connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Offer, sdp + line + " \n")));

        Assert.Equal(RtcErrorType.SyntaxError, thrown.ErrorType);
        Assert.EndsWith("Line: " + line, thrown.Message, StringComparison.Ordinal);
    }

    private static void Negotiate(CorePair pair, Func<string, string> change)
    {
        SessionDescription Change(SessionDescription description) => description with { Sdp = change(description.Sdp) };
        var offer = pair.Finish(pair.A.CreateOfferAsync());
        pair.Finish(pair.B.SetRemoteDescriptionAsync(Change(offer)));
        pair.Finish(pair.A.SetLocalDescriptionAsync(offer));
        var answer = pair.Finish(pair.B.CreateAnswerAsync());
        pair.Finish(pair.A.SetRemoteDescriptionAsync(Change(answer)));
        pair.Finish(pair.B.SetLocalDescriptionAsync(answer));
    }

    private static void AssertWhole(SessionDescription description)
    {
        Assert.StartsWith("v=0\r\no=", description.Sdp, StringComparison.Ordinal);
        Assert.EndsWith("\r\n", description.Sdp, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n\r\n", description.Sdp, StringComparison.Ordinal);
    }

    private static string WithFingerprints(string sdp, string[] lines)
    {
        var own = sdp.Split("\r\n").Single(line => line.StartsWith("a=fingerprint:", StringComparison.Ordinal));
        var all = lines.Select(line => System.Text.RegularExpressions.Regex.Replace(
            Replace(line, "{own}", own), @"\{(\d+)\}", match => MadeUp(int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))));
        return Replace(sdp, own, string.Join("\r\n", all));
    }

    private static string MadeUp(int bytes) => string.Join(':', Enumerable.Repeat("5A", bytes));

    private static string Replace(string text, string what, string with) => text.Replace(what, with, StringComparison.Ordinal);
}
