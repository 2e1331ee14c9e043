namespace WebRtcNative.Tests.Configuration;

/// <summary>Whatever is wrong with the JSON is a FormatException that says what: it may come from anywhere.</summary>
public sealed class FromJsonMalformedTests
{
    [Fact]
    public void FromJson_Null_IsArgumentNullException()
    {
        var thrown = Assert.Throws<ArgumentNullException>(() => PeerConnectionOptions.FromJson(null!));

        Assert.NotEmpty(thrown.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\0")]
    [InlineData("{")]
    [InlineData("{}}")]
    [InlineData("{} {}")]
    [InlineData("{'iceServers':[]}")]
    [InlineData("{\"iceServers\":[],}")]
    [InlineData("{/* comment */}")]
    [InlineData("iceServers")]
    [InlineData("\uFEFF{}")]
    [InlineData("{\"iceCandidatePoolSize\":NaN}")]
    [InlineData("{\"iceCandidatePoolSize\":01}")]
    public void FromJson_NotJson_IsFormatException(string json) => AssertMalformed(json);

    [Theory]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("\"{}\"")]
    [InlineData("[]")]
    public void FromJson_RootIsNoObject_IsFormatException(string json) => AssertMalformed(json);

    [Theory]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"stun:a\"")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("[1]")]
    [InlineData("[\"stun:a\"]")]
    [InlineData("[[]]")]
    public void FromJson_IceServersOfWrongType_IsFormatException(string value) => AssertMalformed($$"""{ "iceServers": {{value}} }""");

    [Theory]
    [InlineData("{}")]
    [InlineData("{ \"url\": \"stun:a\" }")]
    [InlineData("{ \"URLS\": \"stun:a\" }")]
    [InlineData("{ \"urls\": null }")]
    [InlineData("{ \"urls\": 1 }")]
    [InlineData("{ \"urls\": {} }")]
    [InlineData("{ \"urls\": [null] }")]
    [InlineData("{ \"urls\": [\"stun:a\", 1] }")]
    [InlineData("{ \"urls\": [[\"stun:a\"]] }")]
    [InlineData("{ \"urls\": \"turn:a\", \"username\": 1 }")]
    [InlineData("{ \"urls\": \"turn:a\", \"credential\": [] }")]
    public void FromJson_MalformedServer_IsFormatException(string server) => AssertMalformed($$"""{ "iceServers": [{{server}}] }""");

    [Theory]
    [InlineData("\"iceTransportPolicy\": \"none\"")]
    [InlineData("\"iceTransportPolicy\": \"All\"")]
    [InlineData("\"iceTransportPolicy\": \"\"")]
    [InlineData("\"iceTransportPolicy\": 0")]
    [InlineData("\"iceTransportPolicy\": null")]
    [InlineData("\"bundlePolicy\": \"max\"")]
    [InlineData("\"bundlePolicy\": \"maxBundle\"")]
    [InlineData("\"bundlePolicy\": true")]
    public void FromJson_UnknownPolicy_IsFormatException(string member) => AssertMalformed($"{{ {member} }}");

    [Theory]
    [InlineData("-1")]
    [InlineData("256")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    [InlineData("1e400")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    public void FromJson_PoolSizeNotInRange_IsFormatException(string size) => AssertMalformed($$"""{ "iceCandidatePoolSize": {{size}} }""");

    // JSON may spell half a surrogate pair, which no string of Unicode has.
    [Theory]
    [InlineData("""{ "iceServers": [{ "urls": "stun:\ud800" }] }""")]
    [InlineData("""{ "iceServers": [{ "urls": "stun:\udc00\ud800" }] }""")]
    [InlineData("""{ "iceServers": [{ "urls": "turn:a", "username": "\ud800" }] }""")]
    [InlineData("""{ "iceTransportPolicy": "\ud800" }""")]
    [InlineData("""{ "bundlePolicy": "\ud800x" }""")]
    [InlineData("""{ "\ud800": 1 }""")]
    [InlineData("""{ "iceServers": [{ "\ud800": 1, "urls": 1 }] }""")]
    public void FromJson_LoneSurrogateEscape_IsFormatException(string json) => AssertMalformed(json);

    // And a .NET string may hold one unescaped.
    [Theory]
    [InlineData("stun:", 0xD800)]
    [InlineData("stun:", 0xDC00)]
    public void FromJson_LoneSurrogate_IsFormatException(string url, int half) =>
        AssertMalformed($$"""{ "iceServers": [{ "urls": "{{url}}{{(char)half}}" }] }""");

    [Fact]
    public void FromJson_NestedTooDeep_IsFormatException() =>
        AssertMalformed("{\"x\":" + new string('[', 100_000) + new string(']', 100_000) + "}");

    [Fact]
    public void FromJson_MessageNamesTheMember()
    {
        Assert.Contains("urls", AssertMalformed("""{ "iceServers": [{ "urls": 1 }] }"""));
        Assert.Contains("bundlePolicy", AssertMalformed("""{ "bundlePolicy": "max" }"""));
        Assert.Contains("iceCandidatePoolSize", AssertMalformed("""{ "iceCandidatePoolSize": -1 }"""));
    }

    private static string AssertMalformed(string json)
    {
        var thrown = Assert.Throws<FormatException>(() => PeerConnectionOptions.FromJson(json));
        Assert.NotEmpty(thrown.Message);
        return thrown.Message;
    }
}
