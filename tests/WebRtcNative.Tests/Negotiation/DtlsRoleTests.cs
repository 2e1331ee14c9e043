using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>Firefox (153) answers every restart of ICE with "active", also if it is passive, and keeps its role. Without help the
/// engine refuses that answer, and every later one.</summary>
public sealed class DtlsRoleTests : NativeTest
{
    [Theory]
    [InlineData("passive", "active")] // the peer's own offer was the first
    [InlineData("active", "passive")]
    public void SetRemoteDescriptionAsync_RestartIsAnsweredWithTheOtherRole_ConnectionStays(string role, string answered)
    {
        var pair = Own(new CorePair());
        var (a, b) = Connect(pair, peerOffersFirst: role == "passive");

        Assert.Equal(role, pair.Finish(RestartAsync(pair, answer => answer.Replace($"a=setup:{role}", $"a=setup:{answered}"))));

        a.Send("after the restart");
        pair.Until(() => b.AvailableMessageCount == 1, "a message");
        Assert.Contains($"a=setup:{role}\r\n", pair.A.CurrentRemoteDescription!.Sdp, StringComparison.Ordinal);
        pair.Finish(RestartAsync(pair, answer => answer)); // the connection can be negotiated further
    }

    [Fact]
    public void SetRemoteDescriptionAsync_AnotherSessionsRole_Refused()
    {
        var pair = Own(new CorePair());
        Connect(pair, peerOffersFirst: true);

        var error = Assert.Throws<WebRtcException>(() => pair.Finish(RestartAsync(
            pair, answer => answer.Replace("a=setup:passive", "a=setup:active").Replace("o=- ", "o=- 1"))));

        Assert.Contains("role", error.Message, StringComparison.Ordinal);
    }

    private static (DataChannel A, DataChannel B) Connect(CorePair pair, bool peerOffersFirst)
    {
        var options = new DataChannelOptions { Negotiated = true, Id = 1 };
        var channels = (pair.A.CreateDataChannel("", options), pair.B.CreateDataChannel("", options));
        pair.Finish(peerOffersFirst ? CorePair.NegotiateAsync(pair.B, pair.A) : CorePair.NegotiateAsync(pair.A, pair.B));
        pair.Until(() => channels.Item1.State == DataChannelState.Open && channels.Item2.State == DataChannelState.Open, "open channels");
        return channels;
    }

    /// <summary>A offers. Returns the role that the peer really has.</summary>
    private static async Task<string?> RestartAsync(CorePair pair, Func<string, string> change)
    {
        var offer = await pair.A.CreateOfferAsync(new OfferOptions { IceRestart = true });
        await pair.A.SetLocalDescriptionAsync(offer);
        await pair.B.SetRemoteDescriptionAsync(offer);
        var answer = await pair.B.CreateAnswerAsync();
        await pair.B.SetLocalDescriptionAsync(answer);
        await pair.A.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Answer, change(answer.Sdp)));
        return SdpSection.ReadAll(answer.Sdp)[0].Value("a=setup:");
    }
}
