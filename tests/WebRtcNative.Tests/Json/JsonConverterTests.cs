using System.Text.Json;
using System.Text.Json.Nodes;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Json;

/// <summary>System.Text.Json reads and writes the W3C's dictionaries, alone and inside other objects.</summary>
public sealed class JsonConverterTests
{
    private const string Offer = """{"type":"offer","sdp":"v=0\r\n"}""";
    private const string Candidate = """{"candidate":"candidate:1 1 udp 1 192.168.1.7 9 typ host","sdpMid":"0","sdpMLineIndex":0,"usernameFragment":"abcd"}""";
    private const string Configuration =
        """{"iceServers":[{"urls":["turn:a","turns:b"],"username":"u","credential":"c"},{"urls":["stun:s"]}],"iceTransportPolicy":"relay","bundlePolicy":"max-bundle","iceCandidatePoolSize":3}""";

    private static readonly JsonSerializerOptions s_web = new(JsonSerializerDefaults.Web);
    private static readonly JsonSerializerOptions s_kebab = new() { PropertyNamingPolicy = JsonNamingPolicy.KebabCaseUpper };

    private static readonly JsonSerializerOptions s_smallBuffer = new() { DefaultBufferSize = 16 };

    public static TheoryData<string> Policies => ["default", "web", "kebab"];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Serializer_Description_IsThatOfABrowser(string policy) => AssertRoundTrip<SessionDescription>(Offer, Options(policy));

    [Theory]
    [MemberData(nameof(Policies))]
    public void Serializer_Candidate_IsThatOfABrowser(string policy) => AssertRoundTrip<IceCandidate>(Candidate, Options(policy));

    [Theory]
    [MemberData(nameof(Policies))]
    public void Serializer_Configuration_IsThatOfABrowser(string policy) =>
        AssertRoundTrip<PeerConnectionOptions>(Configuration, Options(policy));

    [Fact]
    public void Serializer_InsideAnotherObject_NamesOfThatObjectOnlyFollowThePolicy()
    {
        var json = $$"""{"DESCRIPTION":{{Offer}},"ICE-CANDIDATE":{{Candidate}},"CONFIGURATION":{{Configuration}},"CANDIDATES":[{{Candidate}},null]}""";

        AssertRoundTrip<Signal>(json, s_kebab);
    }

    [Fact]
    public void Serializer_SourceGeneratedContext_IsTheSame()
    {
        var json = $$"""{"DESCRIPTION":{{Offer}},"ICE_CANDIDATE":{{Candidate}},"CONFIGURATION":{{Configuration}},"CANDIDATES":null}""";

        var signal = JsonSerializer.Deserialize(json, SignalContext.Default.Signal)!;

        Assert.Equal(new SessionDescription(SdpType.Offer, "v=0\r\n"), signal.Description);
        AssertSame(json, JsonSerializer.Serialize(signal, SignalContext.Default.Signal));
        AssertSame(Offer, JsonSerializer.Serialize(signal.Description!, SignalContext.Default.SessionDescription));
    }

    [Fact]
    public void Serializer_Null_StaysNull()
    {
        Assert.Null(JsonSerializer.Deserialize<SessionDescription>("null"));
        Assert.Null(JsonSerializer.Deserialize<Signal>("""{"Description":null}""")!.Description);
        Assert.Equal("null", JsonSerializer.Serialize<IceCandidate?>(null));
    }

    [Fact]
    public async Task Serializer_StreamInSmallParts_IsRead()
    {
        using var stream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new Signal(new SessionDescription(SdpType.Answer, new string('x', 100_000)))));

        var signal = await JsonSerializer.DeserializeAsync<Signal>(stream, s_smallBuffer);

        Assert.Equal(100_000, signal!.Description!.Sdp.Length);
    }

    [Theory]
    [InlineData("""{"type":"offer"}""", "\"sdp\"")]
    [InlineData("""{"Type":"offer","sdp":"x"}""", "\"type\"")]
    [InlineData("""{"type":"Offer","sdp":"x"}""", "type is \"Offer\"")]
    [InlineData("""{"type":0,"sdp":"x"}""", "type is of JSON type Number")]
    [InlineData("\"offer\"", "String")]
    [InlineData("[]", "Array")]
    [InlineData("""{"type":"offer","sdp":"\ud800"}""", "")]
    public void Deserialize_WrongDescription_IsJsonExceptionWithPath(string description, string named)
    {
        var thrown = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Signal>($$"""{"description":{{description}}}""", s_web));

        Assert.Contains(named, thrown.Message, StringComparison.Ordinal);
        Assert.Equal("$.description", thrown.Path);
    }

    [Theory]
    [InlineData("""{"candidate":1}""", "candidate is of JSON type Number")]
    [InlineData("""{"candidate":"x","sdpMLineIndex":65536}""", "sdpMLineIndex")]
    public void Deserialize_WrongCandidate_IsJsonExceptionWithPath(string candidate, string named)
    {
        var thrown = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Signal>($$"""{"candidates":[{{Candidate}},{{candidate}}]}""", s_web));

        Assert.Contains(named, thrown.Message, StringComparison.Ordinal);
        Assert.StartsWith("$.candidates", thrown.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"iceServers":[{"urls":1}]}""", "urls")]
    [InlineData("""{"bundlePolicy":"max"}""", "bundlePolicy")]
    public void Deserialize_WrongConfiguration_IsJsonExceptionWithPath(string configuration, string named)
    {
        var thrown = Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize<Signal>($$"""{"configuration":{{configuration}}}""", s_web));

        Assert.Contains(named, thrown.Message, StringComparison.Ordinal);
        Assert.Equal("$.configuration", thrown.Path);
    }

    [Fact]
    public void Deserialize_MemberTwiceAndStrict_IsJsonException() => Assert.Throws<JsonException>(
        () => JsonSerializer.Deserialize<SessionDescription>("""{"type":"offer","type":"offer","sdp":"x"}""", JsonSerializerOptions.Strict));

    [NotInWineFact(Wine.CreatesNoKeys)]
    public void ToJson_Options_HaveTheCredentialsAndNothingThatTheW3CDoesNotHave()
    {
        var options = new PeerConnectionOptions
        {
            IceServers = [new IceServer("turns:a") { Username = "u", Credential = "c", AcceptAnyCertificate = true }],
            Certificates = [RtcCertificate.Generate()],
            ReceiveLimit = 1,
            MaxPort = 9,
        };

        Assert.Equal(
            """{"iceServers":[{"urls":["turns:a"],"username":"u","credential":"c"}],"iceTransportPolicy":"all","bundlePolicy":"balanced","iceCandidatePoolSize":0}""",
            options.ToJson());
    }

    [Fact]
    public void ToJson_OptionsThatNoConnectionTakes_IsArgumentException()
    {
        Assert.Throws<ArgumentException>(() => new PeerConnectionOptions { IceServers = [new IceServer()] }.ToJson());
        Assert.Throws<ArgumentException>(() => new PeerConnectionOptions { IceServers = [null!] }.ToJson());
        Assert.ThrowsAny<ArgumentException>(() => new PeerConnectionOptions { BundlePolicy = (BundlePolicy)7 }.ToJson());
        Assert.ThrowsAny<ArgumentException>(
            () => JsonSerializer.Serialize(new Signal(Configuration: new PeerConnectionOptions { IceServers = null! })));
    }

    private static JsonSerializerOptions? Options(string policy) => policy switch
    {
        "web" => s_web,
        "kebab" => s_kebab,
        _ => null,
    };

    private static void AssertRoundTrip<T>(string json, JsonSerializerOptions? options) =>
        AssertSame(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(json, options), options));

    private static void AssertSame(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);
}
