using WebRtcNative.ConformanceTests.Support;

namespace WebRtcNative.ConformanceTests.Configuration;

/// <summary>iceServers: accepted and refused values. Rows: given to the constructor, and set afterwards.</summary>
public sealed class IceServersPage : ConformanceTest
{
    private const string Page = "RTCConfiguration-iceServers.html";

    [Wpt(Page, "none by default")]
    public void IceServers_Default_Empty() => Assert.Empty(NewConnection().GetConfiguration().IceServers);

    [WptTheory(Page, "an empty list is taken")]
    [InlineData(false)]
    [InlineData(true)]
    public void IceServers_Empty_Taken(bool later) => Assert.Empty(Taken(later).IceServers);

    [WptTheory(Page, "no list, no server or no URLs are refused")]
    [InlineData(false)]
    [InlineData(true)]
    public void IceServers_Null_ArgumentException(bool later)
    {
        Assert.ThrowsAny<ArgumentException>(() => Make(later, new PeerConnectionOptions { IceServers = null! }));
        Assert.ThrowsAny<ArgumentException>(() => Taken(later, (IceServer)null!));
        Assert.ThrowsAny<ArgumentException>(() => Taken(later, new IceServer()));
    }

    [WptTheory(Page, "URLs are kept")]
    [InlineData(false, "stun:stun1.example.net")]
    [InlineData(true, "stun:stun1.example.net")]
    [InlineData(false, "stun:stun1.example.net", "stun:stun2.example.net")]
    [InlineData(true, "stun:stun1.example.net", "stun:stun2.example.net")]
    public void IceServers_Stun_Kept(bool later, params string[] urls) =>
        Assert.Equal(urls, Assert.Single(Taken(later, new IceServer(urls)).IceServers).Urls);

    [WptTheory(Page, "user and password are kept")]
    [InlineData(false, "user", "turn:turn.example.org")]
    [InlineData(true, "user", "turn:turn.example.org")]
    [InlineData(false, "user", "turns:turn.example.org", "turn:turn.example.net")]
    [InlineData(true, "user", "turns:turn.example.org", "turn:turn.example.net")]
    public void IceServers_Turn_Kept(bool later, string user, params string[] urls)
    {
        var server = Assert.Single(Taken(later, new IceServer(urls) { Username = user, Credential = "secret" }).IceServers);

        Assert.Equal(urls, server.Urls);
        Assert.Equal((user, "secret"), (server.Username, server.Credential));
    }

    [WptTheory(Page, "a user name of 509 characters is taken")]
    [InlineData(false)]
    [InlineData(true)]
    public void IceServers_LongUserName_Kept(bool later)
    {
        var server = new IceServer("turn:turn.example.org") { Username = new string('a', 509), Credential = "secret" };

        Assert.Equal(509, Assert.Single(Taken(later, server).IceServers).Username!.Length);
    }

    [WptTheory(Page, "a user name of 510 characters is refused")]
    [InlineData(false)]
    [InlineData(true)]
    public void IceServers_TooLongUserName_ArgumentException(bool later)
    {
        var server = new IceServer("turns:turn.example.org") { Username = new string('a', 510), Credential = "secret" };

        Assert.Throws<ArgumentException>(() => Taken(later, server));
    }

    [WptTheory(Page, "TURN without user or password is refused")]
    [InlineData(false, "turn:turn.example.net", null, null)]
    [InlineData(true, "turn:turn.example.net", null, null)]
    [InlineData(false, "turn:turn.example.net", "user", null)]
    [InlineData(true, "turn:turn.example.net", "user", null)]
    [InlineData(false, "turn:turn.example.net", null, "secret")]
    [InlineData(true, "turn:turn.example.net", null, "secret")]
    [InlineData(false, "turns:turn.example.net", null, null)]
    [InlineData(true, "turns:turn.example.net", null, null)]
    [InlineData(false, "turns:turn.example.net", "user", null)]
    [InlineData(true, "turns:turn.example.net", "user", null)]
    [InlineData(false, "turns:turn.example.net", null, "secret")]
    [InlineData(true, "turns:turn.example.net", null, "secret")]
    [InlineData(false, "turn:turn.example.net", "user", "")]
    [InlineData(true, "turn:turn.example.net", "user", "")]
    [InlineData(false, "turns:turn.example.net", "user", "")]
    [InlineData(true, "turns:turn.example.net", "user", "")]
    public void IceServers_TurnNoCredentials_ArgumentException(bool later, string url, string? user, string? credential) =>
        Assert.Throws<ArgumentException>(() => Taken(later, new IceServer(url) { Username = user, Credential = credential }));

    [WptTheory(Page, "an empty URL is refused")]
    [InlineData(false)]
    [InlineData(true)]
    public void IceServers_EmptyUrl_ArgumentException(bool later)
    {
        Assert.ThrowsAny<ArgumentException>(() => Taken(later, new IceServer("")));
        Assert.ThrowsAny<ArgumentException>(() => Taken(later, new IceServer("stun:stun1.example.net", "")));
    }

    [WptTheory(Page, "what is no STUN or TURN URL is refused")]
    [InlineData("relative-url")]
    [InlineData("http://example.com")]
    [InlineData("stun://example.org/foo?x=y")]
    [InlineData("stun:")]
    [InlineData("stun::8191")]
    [InlineData("stun:example.org:131071")]
    [InlineData("stun:2001:4860:4860::8888")]
    [InlineData("stun:user@example.org")]
    [InlineData("stun:example.org?foo=bar")]
    [InlineData("stun:example.org#frag")]
    [InlineData("stun:example.org/")]
    [InlineData("stun:example.org/path")]
    [InlineData("stun:example.org\\")]
    [InlineData("stun:example.org\\path")]
    [InlineData("stun:::ffff:192.0.2.128")]
    [InlineData("turn:example.org#frag")]
    [InlineData("turn:example.org/")]
    [InlineData("turn:example.org/path")]
    [InlineData("turn:example.org\\")]
    [InlineData("turn:example.org\\path")]
    [InlineData("turn:::ffff:192.0.2.128")]
    [InlineData("turn://example.org/foo?x=y")]
    [InlineData("turn:")]
    [InlineData("turn::8191")]
    [InlineData("turn:example.org:131071")]
    [InlineData("turn:2001:4860:4860::8888")]
    [InlineData("turn:user@example.org")]
    [InlineData("turn:example.org?foo=bar")]
    [InlineData("turn:example.org?transport=datachannel")]
    [InlineData("turn:example.org?transport=")]
    public void IceServers_Malformed_ArgumentException(string url)
    {
        var server = new IceServer(url) { Username = "user", Credential = "secret" };

        Assert.Throws<ArgumentException>(() => Taken(later: false, server));
        Assert.Throws<ArgumentException>(() => Taken(later: true, server));
    }

    [Wpt(Page, "a STUN URL with a transport is refused", NotOnSystem = "this engine passes over the transport of a STUN URL")]
    public void IceServers_StunWithTransport_ArgumentException()
    {
        var server = new IceServer("stun:example.org?transport=udp");

        Assert.Throws<ArgumentException>(() => Taken(later: false, server));
        Assert.Throws<ArgumentException>(() => Taken(later: true, server));
    }

    [Wpt(Page, "without servers the set configuration has none")]
    public void SetConfiguration_NoServers_Removed()
    {
        var connection = NewConnection(new PeerConnectionOptions { IceServers = [new IceServer("stun:stun1.example.net")] });

        connection.SetConfiguration(new PeerConnectionOptions());

        Assert.Empty(connection.GetConfiguration().IceServers);
    }

    [WptTheory(Page, "32 servers are taken")]
    [InlineData(false)]
    [InlineData(true)]
    public void IceServers_32_Kept(bool later)
    {
        var servers = Enumerable.Range(1, 32).Select(i => new IceServer($"stun:stun{i}.example.net")).ToArray();

        Assert.Equal(servers.Select(server => server.Urls[0]), Taken(later, servers).IceServers.Select(server => server.Urls[0]));
    }

    private PeerConnectionOptions Taken(bool later, params IceServer[] servers) =>
        Make(later, new PeerConnectionOptions { IceServers = servers }).GetConfiguration();

    private PeerConnection Make(bool later, PeerConnectionOptions options)
    {
        if (!later)
            return NewConnection(options);
        var connection = NewConnection();
        connection.SetConfiguration(options);
        return connection;
    }
}
