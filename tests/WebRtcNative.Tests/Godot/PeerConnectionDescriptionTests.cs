using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>SetLocalDescription and SetRemoteDescription: text from the network may be anything.</summary>
public sealed class PeerConnectionDescriptionTests : NativeTest
{
    private static readonly Dictionary<string, string> s_unparsable = new()
    {
        ["null"] = null!,
        ["empty"] = "",
        ["one NUL"] = "\0",
        ["garbage"] = "garbage",
        ["line breaks"] = "\r\n\r\n\n",
        ["first line only"] = "v=0",
        ["NUL for the version"] = "\0v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n",
        ["lone surrogates"] = "\ud800\udc00\udfff\ud800",
        ["lone surrogate in a line"] = "v=0\r\n\ud800=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n",
        ["1 MB in one line"] = "v=" + new string('0', 1 << 20),
        ["1 MB of letters"] = new string('x', 1 << 20),
        ["1 MB of lines"] = "v=0\r\n" + string.Concat(Enumerable.Repeat("a=x\r\n", 1 << 18)),
        ["JSON"] = "{\"type\":\"offer\",\"sdp\":\"v=0\"}",
    };

    public static TheoryData<string, bool> Unparsable
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var name in s_unparsable.Keys)
            {
                data.Add(name, true);
                data.Add(name, false);
            }
            return data;
        }
    }

    public static TheoryData<string?> UnknownTypes => [null, "", "Offer", "OFFER", " offer", "offer\0", "ans", "0", "\ud800", new string('o', 1 << 20)];

    [Theory]
    [MemberData(nameof(Unparsable))]
    public void SetDescription_UnparsableSdp_IsInvalidParameterAndTheObjectStaysUsable(string name, bool local)
    {
        var pair = Own(new Pair());
        var raised = Pair.Record(pair.A);
        foreach (var type in new[] { "offer", "answer", "pranswer" })
        {
            var result = local
                ? pair.A.SetLocalDescription(type, s_unparsable[name])
                : pair.A.SetRemoteDescription(type, s_unparsable[name]);

            Assert.Equal(WebRtcError.InvalidParameter, result);
            Assert.Equal(WebRtcError.InvalidParameter, pair.A.LastError.Code);
            Assert.NotEmpty(pair.A.LastError.Message);
            if (s_unparsable[name] != null)
                Assert.Equal(RtcErrorType.SyntaxError, pair.A.LastError.EngineErrorType);
        }
        Assert.Equal(SignalingState.Stable, pair.A.GetSignalingState());
        AssertUsable(pair, raised);
    }

    [Theory]
    [MemberData(nameof(UnknownTypes))]
    public void SetDescription_UnknownType_IsInvalidParameterAndTheObjectStaysUsable(string? type)
    {
        var pair = Own(new Pair());
        var raised = Pair.Record(pair.A);

        Assert.Equal(WebRtcError.InvalidParameter, pair.A.SetLocalDescription(type!, "v=0"));
        Assert.NotEmpty(pair.A.LastError.Message);
        Assert.Equal(WebRtcError.InvalidParameter, pair.A.SetRemoteDescription(type!, "v=0"));

        Assert.Equal(WebRtcError.InvalidParameter, pair.A.LastError.Code);
        Assert.NotEmpty(pair.A.LastError.Message);
        AssertUsable(pair, raised);
    }

    [Fact]
    public void SetDescription_Closed_IsUnconfiguredWhateverTheArguments()
    {
        var connection = Own(new WebRtcPeerConnection());
        connection.Close();

        Assert.Equal(WebRtcError.Unconfigured, connection.SetLocalDescription("offer", "v=0"));
        Assert.Equal(WebRtcError.Unconfigured, connection.SetLocalDescription(null!, null!));
        Assert.Equal(WebRtcError.Unconfigured, connection.SetRemoteDescription("answer", "v=0"));
        Assert.Equal(WebRtcError.Unconfigured, connection.SetRemoteDescription(null!, null!));
        Assert.Equal(WebRtcError.Unconfigured, connection.LastError.Code);
        Assert.NotEmpty(connection.LastError.Message);
    }

    // Whatever a cut leaves over is refused at once, or refused later, or taken; it is never lost, and harms nothing.
    [Fact]
    public void SetRemoteDescription_SdpCutAnywhere_IsAnsweredExactlyOnce()
    {
        var pair = Own(new Pair(wired: false));
        var offer = CreateOffer(pair.A);
        var answered = 0;
        var failed = 0;
        pair.B.SessionDescriptionCreated += (_, _) => answered++;
        pair.B.OperationFailed += (_, _) => failed++;
        var accepted = 0;
        for (var length = 0; length < offer.Length; length++)
        {
            var result = pair.B.SetRemoteDescription("offer", offer[..length]);
            Assert.Contains(result, new[] { WebRtcError.Ok, WebRtcError.InvalidParameter });
            if (result == WebRtcError.Ok)
                accepted++;
        }

        pair.PollUntil(() => answered + failed == accepted, "an answer or a failure for each SDP that was parsed");

        Assert.InRange(accepted, 0, offer.Length - 1);
        Assert.Equal(WebRtcError.Ok, pair.B.SetRemoteDescription("offer", offer));
        pair.PollUntil(() => answered + failed == accepted + 1, "the answer to the whole offer");
        pair.Wire();
        var reused = pair.Reconnect();
        Assert.True(Pair.IsOpen(reused.A));
    }

    // A NUL where SDP allows free text: taken or refused, but not a reason to stop reading unnoticed. The last two are
    // legal, and have taken the system engine down.
    [Theory]
    [InlineData("v=0", "v=\00")]
    [InlineData("s=-", "s=\0-")]
    [InlineData("m=application", "m=foo")]
    [InlineData("m=application", "m=applica\0tion")]
    [InlineData("m=application", "m=audio")]
    [InlineData("a=mid:0", "a=mid:0\0")]
    [InlineData("a=ice-pwd:", "a=ice-pwd:\0")]
    [InlineData("a=fingerprint:sha-256 ", "a=fingerprint:sha-256 \ud800")]
    [InlineData("a=setup:actpass", "a=setup:holdconn")]
    [InlineData("a=max-message-size:262144", "a=max-message-size:0")]
    public void SetRemoteDescription_UnusualOffer_IsAnsweredExactlyOnce(string before, string after)
    {
        var pair = Own(new Pair(wired: false));
        var offer = CreateOffer(pair.A);
        Assert.Contains(before, offer);
        var answers = 0;
        pair.B.SessionDescriptionCreated += (_, _) => answers++;
        pair.B.OperationFailed += (_, _) => answers++;

        var result = pair.B.SetRemoteDescription("offer", offer.Replace(before, after));

        Assert.Contains(result, new[] { WebRtcError.Ok, WebRtcError.InvalidParameter });
        if (result == WebRtcError.Ok)
            pair.PollUntil(() => answers == 1, "an answer or a failure");
        else
            Assert.NotEmpty(pair.B.LastError.Message);
        Assert.Equal(WebRtcError.Ok, pair.B.Poll());
        pair.Wire();
        var reused = pair.Reconnect();
        Assert.True(Pair.IsOpen(reused.A));
    }

    // Without a media engine libwebrtc would go down over these, and any browser page can send one.
    [Theory]
    [InlineData("audio 9 UDP/TLS/RTP/SAVPF 111", "a=rtpmap:111 opus/48000/2")]
    [InlineData("video 9 UDP/TLS/RTP/SAVPF 96", "a=rtpmap:96 VP8/90000")]
    [InlineData("audio 0 UDP/TLS/RTP/SAVPF 0", "a=inactive")]
    [InlineData("text 9 UDP/TLS/RTP/SAVPF 98", "a=rtpmap:98 t140/1000")]
    public void SetRemoteDescription_MediaSection_AnsweredWithPort0(string section, string attribute)
    {
        var pair = Own(new Pair(wired: false));
        var offer = CreateOffer(pair.A);
        var data = offer[offer.IndexOf("m=application", StringComparison.Ordinal)..];
        var media = data.Replace("a=mid:0", "a=mid:1", StringComparison.Ordinal);
        media = $"m={section}\r\n{attribute}{media[media.IndexOf("\r\n", StringComparison.Ordinal)..]}"
            .Replace("a=sctp-port:5000\r\n", "", StringComparison.Ordinal)
            .Replace("a=max-message-size:262144\r\n", "a=rtcp-mux\r\n", StringComparison.Ordinal);

        string? answer = null;
        pair.B.SessionDescriptionCreated += (_, sdp) => answer ??= sdp;
        Assert.Equal(WebRtcError.Ok, pair.B.SetRemoteDescription("offer", offer + media));
        Wait.Until(() => answer != null, "the answer", () => pair.B.Poll());
        Assert.Contains($"m={section.Split(' ')[0]} 0 ", answer, StringComparison.Ordinal);
        Assert.Contains("m=application 9 ", answer, StringComparison.Ordinal);

        pair.Wire();
        var reused = pair.Reconnect();
        Assert.True(Pair.IsOpen(reused.A));
    }

    private static string CreateOffer(WebRtcPeerConnection connection)
    {
        string? offer = null;
        connection.SessionDescriptionCreated += (_, sdp) => offer ??= sdp;
        Assert.NotNull(connection.CreateDataChannel("channel"));
        Assert.Equal(WebRtcError.Ok, connection.CreateOffer());
        Wait.Until(() => offer != null, "an offer", () => connection.Poll());
        return offer!;
    }

    private static void AssertUsable(Pair pair, List<string> raised)
    {
        Assert.Empty(raised);
        Assert.Equal(WebRtcError.Ok, pair.A.Poll());
        Assert.Empty(raised); // it was refused at the call, so no event follows
        var (a, b) = pair.Open();
        pair.Carry(a, b);
    }
}
