using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>What parses, and is refused by the engine later: OperationFailed, LastError, and the object stays usable.</summary>
public sealed class PeerConnectionRefusalTests : NativeTest
{
    [Theory]
    [InlineData("answer", false)]
    [InlineData("answer", true)]
    [InlineData("pranswer", false)]
    public void SetDescription_AnswerToNothing_IsToldByOperationFailed(string type, bool local)
    {
        var pair = Own(new Pair(wired: false));
        var (_, answer) = Exchange(pair);
        var connection = Own(new WebRtcPeerConnection());
        var told = RecordFailures(connection);

        Assert.Equal(WebRtcError.Ok, local ? connection.SetLocalDescription(type, answer) : connection.SetRemoteDescription(type, answer));

        Assert.Empty(told); // in Poll only
        Wait.Until(() => told.Count > 0, "OperationFailed", () => connection.Poll());
        AssertTold(connection, told, local ? "SetLocalDescription" : "SetRemoteDescription", RtcErrorType.InvalidState, RtcErrorType.InternalError);
        Assert.Equal(SignalingState.Stable, connection.GetSignalingState());
        Assert.Equal(WebRtcConnectionState.New, connection.GetConnectionState());
        Assert.NotNull(connection.CreateDataChannel("channel"));
        Assert.Equal(WebRtcError.Ok, connection.CreateOffer());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void SetRemoteDescription_AnswerWithAnotherNumberOfMedia_IsToldAndTheRightOneConnects(int count)
    {
        var pair = Own(new Pair(wired: false));
        var (_, answer) = Exchange(pair);
        var media = answer[answer.IndexOf("m=", StringComparison.Ordinal)..];
        var head = answer[..answer.IndexOf("m=", StringComparison.Ordinal)];
        var wrong = count == 0
            ? head.Replace("a=group:BUNDLE 0\r\n", "a=group:BUNDLE\r\n")
            : head + media + media.Replace("a=mid:0", "a=mid:1");
        var told = RecordFailures(pair.A);

        Assert.Equal(WebRtcError.Ok, pair.A.SetRemoteDescription("answer", wrong));

        pair.PollUntil(() => told.Count > 0, "OperationFailed");
        AssertTold(pair.A, told, "SetRemoteDescription", RtcErrorType.InvalidParameter);
        Assert.Equal(SignalingState.HaveLocalOffer, pair.A.GetSignalingState());
        Assert.Equal(WebRtcError.Ok, pair.A.SetRemoteDescription("answer", answer));
        pair.PollUntil(() => pair.A.GetSignalingState() == SignalingState.Stable, "the right answer applied");
        Assert.Single(told);
    }

    [Fact]
    public void SetRemoteDescription_Offer_RaisesTheAnswerExactlyOnce()
    {
        var pair = Own(new Pair());
        var created = new List<string>();
        pair.B.SessionDescriptionCreated += (type, _) => created.Add(type);

        pair.OpenInBand();

        Assert.Equal(["answer"], created);
    }

    // Both offer at once: the remote offer rolls the local one back, and the late answer to it is refused.
    [Fact]
    public void SetRemoteDescription_OfferAgainstOffer_IsAnswered()
    {
        var pair = Own(new Pair(wired: false));
        var created = new List<(string Type, string Sdp)>();
        pair.A.SessionDescriptionCreated += (type, sdp) => created.Add((type, sdp));
        string? offerOfB = null;
        pair.B.SessionDescriptionCreated += (_, sdp) => offerOfB ??= sdp;
        foreach (var connection in new[] { pair.A, pair.B })
        {
            Assert.NotNull(connection.CreateDataChannel("channel"));
            Assert.Equal(WebRtcError.Ok, connection.CreateOffer());
        }
        pair.PollUntil(() => created.Count == 1 && offerOfB != null, "two offers");
        Assert.Equal(WebRtcError.Ok, pair.A.SetLocalDescription("offer", created[0].Sdp));

        Assert.Equal(WebRtcError.Ok, pair.A.SetRemoteDescription("offer", offerOfB!));

        pair.PollUntil(() => created.Count == 2, "an answer");
        Assert.Equal("answer", created[1].Type);
        Assert.Equal(SignalingState.HaveRemoteOffer, pair.A.GetSignalingState());
    }

    // As far as B's answer, which is applied at B and not yet at A.
    private static (string Offer, string Answer) Exchange(Pair pair)
    {
        string? offer = null;
        string? answer = null;
        pair.A.SessionDescriptionCreated += (type, sdp) =>
        {
            offer = sdp;
            pair.A.SetLocalDescription(type, sdp);
            pair.B.SetRemoteDescription(type, sdp);
        };
        pair.B.SessionDescriptionCreated += (type, sdp) =>
        {
            answer = sdp;
            pair.B.SetLocalDescription(type, sdp);
        };
        Assert.NotNull(pair.A.CreateDataChannel("channel"));
        Assert.Equal(WebRtcError.Ok, pair.A.CreateOffer());
        pair.PollUntil(() => answer != null && pair.A.GetSignalingState() == SignalingState.HaveLocalOffer, "offer and answer");
        return (offer!, answer!);
    }

    private static List<(string Name, WebRtcErrorInfo Error)> RecordFailures(WebRtcPeerConnection connection)
    {
        var told = new List<(string Name, WebRtcErrorInfo Error)>();
        connection.OperationFailed += (name, error) =>
        {
            Assert.Same(error, connection.LastError);
            told.Add((name, error));
        };
        return told;
    }

    private static void AssertTold(
        WebRtcPeerConnection connection, List<(string Name, WebRtcErrorInfo Error)> told, string name, params RtcErrorType[] types)
    {
        var (toldName, error) = Assert.Single(told);
        Assert.Equal(name, toldName);
        Assert.Same(error, connection.LastError);
        Assert.NotEqual(WebRtcError.Ok, error.Code);
        Assert.NotEmpty(error.Message);
        Assert.Contains(error.EngineErrorType, types); // engines differ a little
    }
}
