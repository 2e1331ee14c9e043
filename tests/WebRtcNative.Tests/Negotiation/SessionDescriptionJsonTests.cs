using System.Text.Json;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Negotiation;

/// <summary>RTCSessionDescriptionInit as JSON, which comes from anywhere.</summary>
public sealed class SessionDescriptionJsonTests : NativeTest
{
    [Theory]
    [InlineData("offer", SdpType.Offer)]
    [InlineData("pranswer", SdpType.PrAnswer)]
    [InlineData("answer", SdpType.Answer)]
    [InlineData("rollback", SdpType.Rollback)]
    public void FromJson_EachType_GivesTheDescription(string name, SdpType type) => Assert.Equal(
        new SessionDescription(type, "v=0\r\n"), SessionDescription.FromJson($$"""{"type":"{{name}}","sdp":"v=0\r\n"}"""));

    [Theory]
    [InlineData("""{"type":"rollback"}""")]
    [InlineData("""{"type":"rollback","sdp":null}""")]
    [InlineData("""{"type":"rollback","sdp":""}""")]
    public void FromJson_RollbackWithoutSdp_IsEmpty(string json) =>
        Assert.Equal(new SessionDescription(SdpType.Rollback, ""), SessionDescription.FromJson(json));

    [Theory]
    [InlineData("""{"sdp":"x","type":"offer"}""")]
    [InlineData("""{"type":"offer","sdp":"x","candidate":[],"Type":1,"":null}""")]
    [InlineData("""{"type":"answer","sdp":1,"type":"offer","sdp":"x"}""")]
    [InlineData(" {\r\n\t\"type\" : \"\\u006fffer\" , \"sdp\" : \"\\u0078\" } ")]
    public void FromJson_OtherOrderUnknownOrTwice_IsTakenAsInJavaScript(string json) =>
        Assert.Equal(new SessionDescription(SdpType.Offer, "x"), SessionDescription.FromJson(json));

    [Fact]
    public void FromJson_Null_IsArgumentNullException() =>
        Assert.Throws<ArgumentNullException>("json", () => SessionDescription.FromJson(null!));

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\n")]
    [InlineData("{'type':'offer','sdp':''}")]
    [InlineData("""{"type":"offer","sdp":"x",}""")]
    [InlineData("{\"type\":\"offer\",\"sdp\":\"a\nb\"}")]
    [InlineData("\uFEFF{\"type\":\"offer\",\"sdp\":\"x\"}")]
    public void FromJson_NotJson_IsFormatException(string json) => AssertRefused(json, "not JSON");

    [Theory]
    [InlineData("null", "Null")]
    [InlineData("1", "Number")]
    [InlineData("[]", "Array")]
    [InlineData("\"offer\"", "String")]
    [InlineData("{}", "\"type\"")]
    [InlineData("""{"type":null,"sdp":"x"}""", "\"type\"")]
    [InlineData("""{"Type":"offer","sdp":"x"}""", "\"type\"")]
    [InlineData("""{"candidate":"candidate:1","sdpMid":"0"}""", "\"type\"")]
    [InlineData("""{"type":0,"sdp":"x"}""", "type is of JSON type Number")]
    [InlineData("""{"type":{},"sdp":"x"}""", "type is of JSON type Object")]
    [InlineData("""{"type":"","sdp":"x"}""", "type is \"\"")]
    [InlineData("""{"type":"Offer","sdp":"x"}""", "type is \"Offer\"")]
    [InlineData("""{"type":"offer ","sdp":"x"}""", "type is \"offer \"")]
    [InlineData("""{"type":"offer\u0000","sdp":"x"}""", "type is \"offer\0\"")]
    [InlineData("""{"type":"0","sdp":"x"}""", "type is \"0\"")]
    [InlineData("""{"type":"offer"}""", "\"sdp\"")]
    [InlineData("""{"type":"answer","sdp":null}""", "\"sdp\"")]
    [InlineData("""{"type":"pranswer","SDP":"x"}""", "\"sdp\"")]
    [InlineData("""{"type":"offer","sdp":1}""", "sdp is of JSON type Number")]
    [InlineData("""{"type":"rollback","sdp":[]}""", "sdp is of JSON type Array")]
    public void FromJson_WrongMember_IsFormatExceptionThatNamesIt(string json, string named) => AssertRefused(json, named);

    // Not as InlineData: half a surrogate pair does not survive the names of tests.
    [Fact]
    public void FromJson_HalfASurrogatePair_IsFormatException()
    {
        AssertRefused("{\"type\":\"offer\",\"sdp\":\"\\ud800\"}", "not JSON");
        AssertRefused("{\"type\":\"\\udc00\",\"sdp\":\"\"}", "not JSON");
        AssertRefused("{\"type\":\"offer\",\"sdp\":\"\ud800\"}", "not JSON");
    }

    [Fact]
    public void FromJson_DeeplyNested_IsFormatException() =>
        AssertRefused("""{"type":"offer","sdp":"x","a":""" + new string('[', 100_000), "not JSON");

    [Fact]
    public void ToJson_Always_HasBothMembers()
    {
        using var document = JsonDocument.Parse(new SessionDescription(SdpType.PrAnswer, "v=0\r\n").ToJson());

        Assert.Equal(["type", "sdp"], document.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("pranswer", document.RootElement.GetProperty("type").GetString());
        Assert.Equal("v=0\r\n", document.RootElement.GetProperty("sdp").GetString());
    }

    [Fact]
    public void ToJson_Rollback_HasEmptySdp() =>
        Assert.Equal("""{"type":"rollback","sdp":""}""", new SessionDescription(SdpType.Rollback, "").ToJson());

    [Fact]
    public void ToJson_NullAgainstTheRules_WritesNull() =>
        Assert.Equal("""{"type":"offer","sdp":null}""", new SessionDescription(SdpType.Offer, null!).ToJson());

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void ToJson_UnknownType_IsInvalidOperationException(int type)
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => new SessionDescription((SdpType)type, "").ToJson());

        Assert.Contains($"{type}", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("quote \" backslash \\ NUL \0 line \n é 漢 😀 </script>")]
    public void ToJson_ThenFromJson_GivesTheSame(string sdp)
    {
        foreach (var type in Enum.GetValues<SdpType>())
        {
            var description = new SessionDescription(type, sdp);
            Assert.Equal(description, SessionDescription.FromJson(description.ToJson()));
        }
    }

    [Fact]
    public void ToJson_HalfASurrogatePair_IsReplaced() =>
        Assert.Equal("\uFFFD", SessionDescription.FromJson(new SessionDescription(SdpType.Offer, "\ud800").ToJson()).Sdp);

    [Fact]
    public void FromJson_OfARealOffer_IsAccepted()
    {
        var pair = Own(new CorePair(new EventQueue()));
        pair.A.CreateDataChannel("channel");
        var offer = pair.Finish(pair.A.CreateOfferAsync());

        pair.Finish(pair.B.SetRemoteDescriptionAsync(SessionDescription.FromJson(offer.ToJson())));

        Assert.Equal(SignalingState.HaveRemoteOffer, pair.B.SignalingState);
    }

    private static void AssertRefused(string json, string named)
    {
        var thrown = Assert.Throws<FormatException>(() => SessionDescription.FromJson(json));

        Assert.Contains(named, thrown.Message, StringComparison.Ordinal);
    }
}
