using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Peers;

/// <summary>Other implementations offer, make the channel, send and check the echoes; the library answers and sends everything
/// back.</summary>
public sealed class PeerConnectsTests : NativeTest
{
    [Theory]
    [Peer(EchoPeer.Aiortc), Peer(EchoPeer.Pion), Peer(EchoPeer.NodeDataChannel), Peer(EchoPeer.Wrtc)]
    public async Task Echo_EverySize_PeerAccepts(string peer, ChannelKind kind)
    {
        var sizes = kind.Sizes(EchoPeer.Named(peer).LongestMessage);
        var server = Own(new EchoServer());
        using var client = EchoPeer.Named(peer).Connect(server.Url, new EchoPlan(kind, sizes, Closes: true));

        Assert.Equal(2 * sizes.Length, client.Expect("echoed").GetProperty("count").GetInt32());

        var channel = server.Channel();
        Assert.Equal("echo", channel.Label);
        Assert.Equal(kind.ToOptions().Ordered, channel.Ordered);
        Assert.Equal(kind.ToOptions().MaxRetransmits, channel.MaxRetransmits);
        Assert.Null(channel.MaxPacketLifeTime);
        client.Expect("closed");
        await server.EndAsync();
        Wait.Until(() => channel.State == DataChannelState.Closed, "the end of the channel that the peer has closed");
        Assert.Null(channel.Error);
    }

    [Theory]
    [Peer(EchoPeer.Aiortc), Peer(EchoPeer.Pion), Peer(EchoPeer.NodeDataChannel), Peer(EchoPeer.Wrtc)]
    public async Task Close_ByLibrary_PeerSeesIt(string peer)
    {
        var server = Own(new EchoServer());
        var plan = new EchoPlan(ChannelKind.Ordered, [1], Closes: false);
        using var client = EchoPeer.Named(peer).Connect(server.Url, plan);
        client.Expect("echoed");
        var channel = server.Channel();

        channel.Close();

        client.Expect("closed");
        await server.EndAsync();
        Wait.Until(() => channel.State == DataChannelState.Closed, "the end of the channel");
        Assert.Null(channel.Error);
    }
}
