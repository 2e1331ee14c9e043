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
    public void ToString_Nothing_Empty() => Assert.Empty(new IceServer().ToString());
}
