using System.Text.Json;

namespace WebRtcNative.Tests.Ice;

/// <summary>RTCIceCandidateInit as JSON, which comes from anywhere.</summary>
public sealed class IceCandidateJsonTests
{
    private const string Attribute = "candidate:1 1 udp 1 192.168.1.7 9 typ host generation 0 ufrag a+/b";

    [Fact]
    public void FromJson_AsABrowserSendsIt_GivesTheCandidate()
    {
        var candidate = IceCandidate.FromJson(
            $$"""{"candidate":"{{Attribute}}","sdpMid":"data","sdpMLineIndex":2,"usernameFragment":"a+/b"}""");

        Assert.Equal(new IceCandidate(Attribute, "data", 2), candidate);
        Assert.Equal("a+/b", candidate.UsernameFragment);
        Assert.Equal(IceCandidateType.Host, candidate.Type);
    }

    [Fact]
    public void FromJson_EndOfCandidates_GivesIt()
    {
        var candidate = IceCandidate.FromJson("""{"candidate":"","sdpMid":"0","sdpMLineIndex":0,"usernameFragment":"abcd"}""");

        Assert.Equal(new IceCandidate("", "0", 0), candidate);
        Assert.Equal("abcd", candidate.UsernameFragment);
    }

    [Theory]
    [InlineData("""{"candidate":"x"}""")]
    [InlineData("""{"candidate":"x","sdpMid":null,"sdpMLineIndex":null,"usernameFragment":null}""")]
    [InlineData("""{"type":"candidate","address":1,"candidate":"x"}""")]
    [InlineData("""{"candidate":"y","candidate":"x"}""")]
    public void FromJson_MissingNullUnknownOrTwice_IsTakenAsInJavaScript(string json)
    {
        var candidate = IceCandidate.FromJson(json);

        Assert.Equal(new IceCandidate("x", null, null), candidate);
        Assert.Null(candidate.UsernameFragment);
    }

    [Fact]
    public void FromJson_Null_IsArgumentNullException() => Assert.Throws<ArgumentNullException>(() => IceCandidate.FromJson(null!));

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("candidate:1 1 udp 1 192.168.1.7 9 typ host")]
    [InlineData("{'candidate':''}")]
    [InlineData("\uFEFF{\"candidate\":\"\"}")]
    public void FromJson_NotJson_IsFormatException(string json) => AssertRefused(json, "not JSON");

    [Theory]
    [InlineData("null", "Null")]
    [InlineData("1", "Number")]
    [InlineData("[]", "Array")]
    [InlineData("\"candidate:1\"", "String")]
    [InlineData("{}", "\"candidate\"")]
    [InlineData("""{"candidate":null}""", "\"candidate\"")]
    [InlineData("""{"Candidate":"x"}""", "\"candidate\"")]
    [InlineData("""{"type":"offer","sdp":"v=0"}""", "\"candidate\"")]
    [InlineData("""{"candidate":1}""", "candidate is of JSON type Number")]
    [InlineData("""{"candidate":"x","sdpMid":0}""", "sdpMid")]
    [InlineData("""{"candidate":"x","usernameFragment":{}}""", "usernameFragment")]
    [InlineData("""{"candidate":"x","sdpMLineIndex":"0"}""", "sdpMLineIndex")]
    [InlineData("""{"candidate":"x","sdpMLineIndex":-1}""", "sdpMLineIndex")]
    [InlineData("""{"candidate":"x","sdpMLineIndex":65536}""", "sdpMLineIndex")]
    [InlineData("""{"candidate":"x","sdpMLineIndex":0.5}""", "sdpMLineIndex")]
    [InlineData("""{"candidate":"x","sdpMLineIndex":1e99}""", "sdpMLineIndex")]
    public void FromJson_WrongMember_IsFormatExceptionThatNamesIt(string json, string named) => AssertRefused(json, named);

    // Not as InlineData: half a surrogate pair does not survive the names of tests.
    [Fact]
    public void FromJson_HalfASurrogatePair_IsFormatException()
    {
        AssertRefused("{\"candidate\":\"\\ud800\"}", "not JSON");
        AssertRefused("{\"candidate\":\"\ud800\"}", "");
    }

    [Fact]
    public void FromJson_DeeplyNested_IsFormatException() =>
        AssertRefused("""{"candidate":"x","a":""" + new string('[', 100_000), "not JSON");

    [Fact]
    public void ToJson_Always_HasTheFourMembers()
    {
        using var document = JsonDocument.Parse(new IceCandidate(Attribute, "data", 2) { UsernameFragment = "a+/b" }.ToJson());

        Assert.Equal(
            ["candidate", "sdpMid", "sdpMLineIndex", "usernameFragment"], document.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(Attribute, document.RootElement.GetProperty("candidate").GetString());
        Assert.Equal("data", document.RootElement.GetProperty("sdpMid").GetString());
        Assert.Equal(2, document.RootElement.GetProperty("sdpMLineIndex").GetInt32());
        Assert.Equal("a+/b", document.RootElement.GetProperty("usernameFragment").GetString());
    }

    [Fact]
    public void ToJson_NothingSet_WritesNull() => Assert.Equal(
        """{"candidate":"","sdpMid":null,"sdpMLineIndex":null,"usernameFragment":null}""", new IceCandidate("", null, null).ToJson());

    [Theory]
    [InlineData("")]
    [InlineData("quote \" backslash \\ NUL \0 line \n é 漢 😀")]
    [InlineData(Attribute)]
    public void ToJson_ThenFromJson_GivesTheSame(string text)
    {
        var candidate = new IceCandidate(text, text, 65535) { UsernameFragment = text };

        var back = IceCandidate.FromJson(candidate.ToJson());

        Assert.Equal(candidate, back);
        Assert.Equal(text, back.UsernameFragment);
    }

    private static void AssertRefused(string json, string named)
    {
        var thrown = Assert.Throws<FormatException>(() => IceCandidate.FromJson(json));

        Assert.Contains(named, thrown.Message, StringComparison.Ordinal);
    }
}
