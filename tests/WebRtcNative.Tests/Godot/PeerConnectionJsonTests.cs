using WebRtcNative.Godot;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Godot;

/// <summary>Descriptions and candidates as one JSON string each.</summary>
public sealed class PeerConnectionJsonTests : NativeTest
{
    private const string Candidate = """{"candidate":"candidate:1 1 udp 2122260223 127.0.0.1 5000 typ host","sdpMid":"0","sdpMLineIndex":0}""";

    [Fact]
    public void Json_BothWays_Connects()
    {
        var pair = Own(new Pair(wired: false));
        Connect(pair.A, pair.B);
        Connect(pair.B, pair.A);

        var (a, b) = pair.Open();

        pair.Carry(a, b);
        Assert.Equal((WebRtcError.Ok, WebRtcError.Ok), (pair.A.LastError.Code, pair.B.LastError.Code));

        static void Connect(WebRtcPeerConnection from, WebRtcPeerConnection to)
        {
            from.SessionDescriptionJsonCreated += json =>
            {
                Assert.Equal(WebRtcError.Ok, from.SetLocalDescription(json));
                Assert.Equal(WebRtcError.Ok, to.SetRemoteDescription(json));
            };
            from.IceCandidateJsonCreated += json => Assert.Equal(WebRtcError.Ok, to.AddIceCandidate(json));
        }
    }

    [Fact]
    public void JsonEvents_AreGodotsEventsInAnotherForm()
    {
        var connection = Own(new WebRtcPeerConnection());
        var (values, texts) = (new List<IceCandidate>(), new List<IceCandidate>());
        var (description, descriptionJson) = ("", "");
        connection.SessionDescriptionCreated += (type, sdp) =>
        {
            Assert.Empty(descriptionJson);
            description = $"{type} {sdp}";
            connection.SetLocalDescription(type, sdp);
        };
        connection.SessionDescriptionJsonCreated += json => descriptionJson = json;
        connection.IceCandidateCreated += (media, index, name) => values.Add(new IceCandidate(name, media, index));
        connection.IceCandidateJsonCreated += json => texts.Add(IceCandidate.FromJson(json));
        connection.CreateDataChannel("channel");
        Assert.Equal(WebRtcError.Ok, connection.CreateOffer());

        Wait.Until(() => connection.GetGatheringState() == IceGatheringState.Complete, "gathered", () => connection.Poll());

        var parsed = SessionDescription.FromJson(descriptionJson);
        Assert.Equal(description, $"offer {parsed.Sdp}");
        Assert.NotEmpty(values);
        Assert.Equal(values, texts);
        Assert.All(texts, candidate => Assert.NotNull(candidate.UsernameFragment));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("\ud800")]
    [InlineData("""{"type":"offer"}""")]
    [InlineData("""{"type":"Offer","sdp":"v=0"}""")]
    [InlineData("""{"type":"offer","sdp":1}""")]
    [InlineData("""{"type":"offer","sdp":"garbage"}""")]
    [InlineData("""{"candidate":1}""")]
    [InlineData("""{"candidate":"garbage","sdpMid":"0"}""")]
    [InlineData("""{"candidate":"","sdpMLineIndex":-1}""")]
    public void Json_Malformed_IsInvalidParameterAndTheConnectionStays(string? json)
    {
        var pair = Own(new Pair());

        Assert.Equal(WebRtcError.InvalidParameter, pair.A.SetLocalDescription(json!));
        Assert.Equal(WebRtcError.InvalidParameter, pair.A.SetRemoteDescription(json!));
        Assert.Equal(WebRtcError.InvalidParameter, pair.A.AddIceCandidate(json!));

        Assert.Equal(WebRtcError.InvalidParameter, pair.A.LastError.Code);
        Assert.NotEmpty(pair.A.LastError.Message);
        var (a, b) = pair.Open();
        pair.Carry(a, b);
    }

    [Fact]
    public void Json_Closed_IsUnconfigured()
    {
        var connection = Own(new WebRtcPeerConnection());
        connection.Close();

        Assert.Equal(WebRtcError.Unconfigured, connection.SetLocalDescription("""{"type":"rollback"}"""));
        Assert.Equal(WebRtcError.Unconfigured, connection.SetRemoteDescription("{}"));
        Assert.Equal(WebRtcError.Unconfigured, connection.AddIceCandidate(Candidate));
    }

    [Fact]
    public void AddIceCandidate_EndOfCandidatesOrEarly_IsOk()
    {
        var connection = Own(new WebRtcPeerConnection());

        Assert.Equal(WebRtcError.Ok, connection.AddIceCandidate("""{"candidate":"","sdpMid":null,"sdpMLineIndex":null}"""));
        Assert.Equal(WebRtcError.Ok, connection.AddIceCandidate(Candidate));
    }

    [Fact]
    public void SessionDescriptionJsonCreated_FirstHandlerCloses_IsNotRaised()
    {
        var connection = Own(new WebRtcPeerConnection());
        var raised = 0;
        var closed = false;
        connection.SessionDescriptionJsonCreated += _ => raised++;
        connection.SessionDescriptionCreated += (_, _) =>
        {
            connection.Close();
            closed = true;
        };
        connection.CreateDataChannel("channel");
        Assert.Equal(WebRtcError.Ok, connection.CreateOffer());

        Wait.Until(() => closed, "the offer", () => connection.Poll());

        Assert.Equal(0, raised);
    }
}
