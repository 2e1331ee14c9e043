using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Configuration;

public sealed class IceServerTests : NativeTest
{
    [Fact]
    public void ToString_WithCredential_DoesNotTellIt()
    {
        var server = new IceServer("turn:turn.example:3478", "turns:turn.example") { Username = "alice", Credential = "open sesame" };

        Assert.Equal("turn:turn.example:3478, turns:turn.example as alice", server.ToString());
        Assert.DoesNotContain("sesame", new PeerConnectionOptions { IceServers = [server] }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Equals_SameUrls_EqualAndOfOneHash()
    {
        var server = new IceServer("stun:a", "turn:b") { Username = "alice" };
        var same = new IceServer { Urls = ["stun:a", "turn:b"], Username = "alice" };

        Assert.Equal(server, same);
        Assert.Equal(server.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(server, same with { Urls = ["stun:a"] });
        Assert.NotEqual(server, same with { Credential = "open sesame" });
        Assert.NotEqual(server, new IceServer());
    }

    [Fact]
    public void ToString_Nothing_Empty() => Assert.Empty(new IceServer().ToString());

    // RFC 3986, section 3.1: schemes have no case; nor has what RFC 7065 puts behind the host.
    [Theory]
    [InlineData("STUN:stun.example.org")]
    [InlineData("Stuns:stun.example.org:5349")]
    [InlineData("Turn:TURN.example.org:3478?transport=UDP")]
    [InlineData("TURNS:turn.example.org?Transport=tcp")]
    public void Urls_SchemeInAnyCase_Taken(string url)
    {
        var options = new PeerConnectionOptions { IceServers = [new IceServer(url) { Username = "user", Credential = "secret" }] };
        using var connection = new PeerConnection(options);

        connection.SetConfiguration(options);

        Assert.Equal(url, connection.GetConfiguration().IceServers[0].Urls[0]);
    }

    [Theory]
    [InlineData("http://example.org", "user", "secret")]
    [InlineData("stun:", "user", "secret")]
    [InlineData("", "user", "secret")]
    [InlineData("no colon", "user", "secret")]
    [InlineData("turn:example.org:99999", "user", "secret")]
    [InlineData("turn:example.org", "", "secret")]
    [InlineData("turn:example.org", null, "secret")]
    [InlineData("TURNS:example.org", "user", "")]
    [InlineData("TURNS:example.org", "user", null)]
    public void Urls_Wrong_ArgumentExceptionNamesTheOption(string url, string? username, string? credential)
    {
        var options = new PeerConnectionOptions { IceServers = [new IceServer(url) { Username = username, Credential = credential }] };
        using var connection = new PeerConnection();

        Assert.Equal("IceServers", Assert.Throws<ArgumentException>(() => new PeerConnection(options)).ParamName);
        Assert.Equal("IceServers", Assert.Throws<ArgumentException>(() => connection.SetConfiguration(options)).ParamName);
    }

    [Fact]
    public void Username_LongerThanTurnAllows_ArgumentException()
    {
        var options = new PeerConnectionOptions { IceServers = [new IceServer("turn:a") { Username = new string('a', 510), Credential = "c" }] };

        Assert.Equal("IceServers", Assert.Throws<ArgumentException>(() => new PeerConnection(options)).ParamName);
    }
}
