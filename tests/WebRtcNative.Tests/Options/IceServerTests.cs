namespace WebRtcNative.Tests.Options;

public sealed class IceServerTests
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
}
