using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>What browsers, servers, cameras and gateways write (Dialects/): offers are answered section by section, data with data
/// and everything else with port 0; answers to an offer of data are taken.</summary>
public sealed class DialectTests : NativeTest
{
    private static readonly PeerConnectionOptions s_dataOnly = new() { Media = false };

    public static TheoryData<string> Offers => Names("Offers");

    public static TheoryData<string> Answers => Names("Answers");

    [Theory]
    [MemberData(nameof(Offers))]
    public async Task SetRemoteDescriptionAsync_OfferOfAnotherKind_IsAnswered(string name)
    {
        var offer = Read("Offers", name);
        var offered = SdpSection.ReadAll(offer);
        using var connection = new PeerConnection(s_dataOnly);
        Assert.Null(connection.CanTrickleIceCandidates);

        await connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Offer, offer));
        var shown = SdpSection.ReadAll(connection.RemoteDescription!.Sdp);
        var answer = await connection.CreateAnswerAsync();
        await connection.SetLocalDescriptionAsync(answer);

        Assert.Equal(offered.Select(section => section.Type), shown.Select(section => section.Type));
        AssertAnswers(offer, offered, answer.Sdp);
        Assert.Equal(offer.Contains("trickle", StringComparison.Ordinal), connection.CanTrickleIceCandidates);
        Assert.Equal(SignalingState.Stable, connection.SignalingState);

        // The sections keep their places in what this side offers next.
        connection.CreateDataChannel("channel");
        var next = SdpSection.ReadAll((await connection.CreateOfferAsync()).Sdp);
        Assert.Equal(offered.Select(section => section.Type), next.Take(offered.Length).Select(section => section.Type));
        Assert.Contains(next, section => section.IsForData);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task SetRemoteDescriptionAsync_AnswerOfAnotherKind_IsTaken(string name)
    {
        using var connection = new PeerConnection(s_dataOnly);
        connection.CreateDataChannel("channel");
        await connection.SetLocalDescriptionAsync();

        await connection.SetRemoteDescriptionAsync(new SessionDescription(SdpType.Answer, Read("Answers", name)));

        Assert.Equal(SignalingState.Stable, connection.SignalingState);
        Assert.Equal("application", Assert.Single(SdpSection.ReadAll(connection.RemoteDescription!.Sdp)).Type);
    }

    private static void AssertAnswers(string offer, SdpSection[] offered, string answer)
    {
        var answered = SdpSection.ReadAll(answer);
        Assert.Equal(offered.Select(section => section.Type), answered.Select(section => section.Type));
        Assert.Equal(offered.Select(section => section.Protocol), answered.Select(section => section.Protocol));
        Assert.All(offered.Zip(answered), pair => Assert.Equal(pair.First.IsForData, !pair.Second.IsRejected));
        Assert.All(offered.Zip(answered), pair => Assert.Equal(pair.First.Mid ?? pair.Second.Mid, pair.Second.Mid));
        var accepted = answered.Where(section => !section.IsRejected).Select(section => section.Mid!);
        Assert.Equal(SdpSection.ReadBundle(offer).Intersect(accepted), SdpSection.ReadBundle(answer));
    }

    private static string Folder(string kind) => Path.Combine(AppContext.BaseDirectory, "Negotiation", "Dialects", kind);

    private static TheoryData<string> Names(string kind) =>
        [.. Directory.GetFiles(Folder(kind), "*.sdp").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    private static string Read(string kind, string name) =>
        File.ReadAllText(Path.Combine(Folder(kind), name + ".sdp")).ReplaceLineEndings("\r\n");
}
