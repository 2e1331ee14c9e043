using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Configuration;

/// <summary>The engine decides on URLs, and the library says what is wrong with those that it refuses.</summary>
public sealed class IceServerUrlTests : NativeTest
{
    private static readonly string[] s_taken =
    [
        "stun:a", "stun:stun.example.org", "stun:stun.example.org:3478", "stuns:stun.example.org:5349", "STUN:stun.example.org", "stun:127.0.0.1",
        "stun:127.0.0.1:1", "stun:127.0.0.1:65535", "stun:a:00003478", "stun:a:000000000000000000003478", "stun:[::1]", "stun:[::1]:3478",
        "stun:[2001:db8::1]:3478", "stun:[fe80::1%25eth0]:3478", "stun:[::1]x", "stun:[any thing]", "stun:[a]b]:1", "stun:a_b~c-d.e", "stun:%41",
        "stun:!$&'()*+,;=", "turn:a", "turn:a:3478", "turns:a", "turns:[::1]:5349?transport=tcp", "turn:a?transport=udp", "turn:a?transport=tcp",
        "TURN:A?TRANSPORT=UDP", "turn:a?transport=udp=x", "turn:a?x?y", "turn:a?transport=udp?x", "turn:a??", "turn:[::1]?transport=udp",
    ];

    private static readonly string[] s_refused =
    [
        "stun", "stun.example.org", "stun.example.org:3478", "127.0.0.1", "127.0.0.1:3478", "localhost:3478", "[::1]:3478", "::1", ":", ":a", " ",
        "\0", "\ud800", "http://example.org", "https://example.org:443", "ws:a", "nonsense:", " stun:a", "stun :a", "stunx:a", "ftp:a:1", "turn",
        "ſtun:a", "stun:", "turn:", "turns:", "stun::3478", "turn::3478", "stun:[]", "stun:[]:3478", "turn:?transport=udp", "stun:[::1",
        "stun:[::1:3478", "stun:[::1]:", "stun:[::1]x:3478", "stun:[::1]:x", "stun:[::1]:3478:1", "stun:[::1]:0", "stun:[::1]:65536", "stun:::1",
        "stun:2001:db8::1", "turn:fe80::1:3478", "stun:a:", "stun:a:0", "stun:a:00", "stun:a:65536", "stun:a:99999999999999999999", "stun:a:-1",
        "stun:a:+1", "stun:a: 1", "stun:a:1 ", "stun:a:x", "stun:a:0x10", "stun:a:3478/", "stun:a:١", "stun:a b", "stun: a", "stun:a ", "stun:a/b",
        "stun:a\t", "stun:a\0", "stun:ä", "stun:a\ud800", "stun://a", "stun://a:3478", "turn://user:secret@a:3478", "stun://[::1]:3478", "stun:user@a",
        "turn:user@a:3478", "turn:[user@a]", "stun:a#b", "stun:a?x", "stun:a?", "turn:a?", "turn:a?transport", "turn:a?transport=",
        "turn:a?transport=tls", "turn:a?transport=pigeon", "turn:a?transport=udp&x=y", "turn:a?x=udp", "turn:a? transport=udp", "turn:a?transport=udp ",
        "turn?transport=udp:a", "turn?x:a",
    ];

    // On the system engine a query of a STUN URL that suits a TURN URL is taken, and lost.
    private static readonly string[] s_refusedUpstream = ["stun:a?transport=udp", "stuns:a?transport=tcp", "stun:a??", "stun:a?x?y"];

    [Fact]
    public void FindFault_UrlThatTheEngineTakes_None() => Assert.All(s_taken, url =>
    {
        using var connection = new PeerConnection(With(url));

        Assert.Null(IceServerUrl.FindFault(url));
    });

    [Fact]
    public void FindFault_UrlThatTheEngineRefuses_IsInTheError() => Assert.All(s_refused, url =>
    {
        var fault = IceServerUrl.FindFault(url);

        var error = Assert.Throws<ArgumentException>(() => new PeerConnection(With(url)));

        Assert.NotNull(fault);
        Assert.Contains($"\"{url}\"", fault, StringComparison.Ordinal);
        Assert.StartsWith(fault, error.Message, StringComparison.Ordinal);
        Assert.Equal("IceServers", error.ParamName);
        Assert.Equal(RtcErrorType.SyntaxError, Assert.IsType<WebRtcException>(error.InnerException).ErrorType);
    });

    [Fact]
    public void New_QueryOfStun_IsRefusedUpstreamOnly() => Assert.All(s_refusedUpstream, url =>
    {
        var refusal = Record.Exception(() => new PeerConnection(With(url)).Dispose());

        Assert.Equal(EngineLimits.RefusesQueriesOfStun, refusal is ArgumentException);
    });

    [Theory]
    [InlineData("stun.example.org:3478", "lacks its scheme: \"stun:\"")]
    [InlineData("stun.example.org", "lacks its scheme")]
    [InlineData("localhost:3478", "lacks its scheme")]
    [InlineData("[::1]:3478", "lacks its scheme")]
    [InlineData("http://example.org", "begins with \"http:\", not with \"stun:\"")]
    [InlineData("stun:", "no host")]
    [InlineData("stun::3478", "no host")]
    [InlineData("stun:[]:3478", "no host")]
    [InlineData("stun:a:", "port \"\"")]
    [InlineData("stun:a:65536", "port \"65536\"")]
    [InlineData("stun:[::1]:x", "port \"x\"")]
    [InlineData("stun:2001:db8::1", "without brackets")]
    [InlineData("stun:[::1", "lacks the \"]\"")]
    [InlineData("stun:a b", "\" \" in its host")]
    [InlineData("stun://a:3478", "\"//\"")]
    [InlineData("turn:user@a", "Username")]
    [InlineData("stun:a?x", "\"?\"")]
    [InlineData("turn:a?transport=sctp", "\"?transport=sctp\"")]
    public void FindFault_Wrong_SaysWhatIsMissing(string url, string expected) =>
        Assert.Contains(expected, IceServerUrl.FindFault(url), StringComparison.Ordinal);

    [Fact]
    public void SetConfiguration_OneOfManyUrls_IsNamed()
    {
        var connection = Own(new PeerConnection());
        var options = new PeerConnectionOptions { IceServers = [new IceServer("stun:a", "stun:b"), new IceServer("stun:c", "stun.example.org:3478")] };

        var error = Assert.Throws<ArgumentException>(() => connection.SetConfiguration(options));

        Assert.Contains("\"stun.example.org:3478\" of an ICE server lacks its scheme", error.Message, StringComparison.Ordinal);
    }

    private static PeerConnectionOptions With(string url) => new() { IceServers = [new IceServer(url) { Username = "user", Credential = "secret" }] };
}
