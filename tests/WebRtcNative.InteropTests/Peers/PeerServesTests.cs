using System.Text.Json;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.InteropTests.Peers;

/// <summary>The library offers, makes the channel and sends; other implementations answer and send everything
/// back.</summary>
public sealed class PeerServesTests : NativeTest
{
    [Theory]
    [Peer(EchoPeer.Aiortc), Peer(EchoPeer.Pion), Peer(EchoPeer.NodeDataChannel), Peer(EchoPeer.Wrtc)]
    public async Task Send_EverySize_ComesBackAsItWas(string peer, ChannelKind kind)
    {
        using var server = EchoPeer.Named(peer).Serve();
        var client = Own(new EchoClient(kind.ToOptions()));
        await client.ConnectAsync(server.Url);
        server.Expect("channel");

        await client.ConverseAsync(kind.Sizes(client.Channel.MaxMessageSize!.Value));
    }

    // Not node-datachannel, which does not tell the options of a channel that it was offered.
    [Theory]
    [Peer(EchoPeer.Aiortc), Peer(EchoPeer.Pion), Peer(EchoPeer.Wrtc)]
    public async Task CreateDataChannel_EveryKind_PeerReadsItsOptions(string peer, ChannelKind kind)
    {
        using var server = EchoPeer.Named(peer).Serve();
        var client = Own(new EchoClient(kind.ToOptions() with { Protocol = "écho.1" }));
        await client.ConnectAsync(server.Url);

        var channel = server.Expect("channel");

        Assert.Equal("écho", channel.GetProperty("label").GetString());
        Assert.Equal("écho.1", channel.GetProperty("protocol").GetString());
        Assert.Equal(client.Channel.Ordered, channel.GetProperty("ordered").GetBoolean());
        Assert.Equal(client.Channel.MaxRetransmits, channel.GetProperty("maxRetransmits").Deserialize<int?>());
    }

    [Theory]
    [Peer(EchoPeer.Aiortc), Peer(EchoPeer.Pion), Peer(EchoPeer.NodeDataChannel), Peer(EchoPeer.Wrtc)]
    public async Task Send_LongerThanPeerTakes_IsRefusedAndTheChannelLives(string peer)
    {
        using var server = EchoPeer.Named(peer).Serve();
        var client = Own(new EchoClient(new DataChannelOptions()));
        await client.ConnectAsync(server.Url);
        var longest = EchoPeer.Named(peer).LongestMessage;
        var tooLong = new byte[longest + 1];

        Assert.Equal(longest, client.Channel.MaxMessageSize);
        Assert.Equal(SendResult.TooLarge, client.Channel.TrySend(tooLong));
        Assert.Equal(SendResult.TooLarge, client.Channel.TrySend(tooLong, isText: true));
        Assert.Throws<ArgumentException>(() => client.Channel.Send(tooLong));
        await client.ConverseAsync([longest, 0]);
    }

    [Theory]
    [Peer(EchoPeer.Aiortc), Peer(EchoPeer.Pion), Peer(EchoPeer.NodeDataChannel), Peer(EchoPeer.Wrtc)]
    public async Task Close_ByLibrary_PeerSeesIt(string peer)
    {
        using var server = EchoPeer.Named(peer).Serve();
        var client = Own(new EchoClient(new DataChannelOptions()));
        await client.ConnectAsync(server.Url);
        server.Expect("channel");
        await client.ConverseAsync([1]);

        client.Channel.Close();

        server.Expect("closed");
        Wait.Until(() => client.Channel.State == DataChannelState.Closed, "the end of the channel");
        Assert.Null(client.Channel.Error);
    }

    [Theory]
    [Peer(EchoPeer.Aiortc), Peer(EchoPeer.Pion), Peer(EchoPeer.NodeDataChannel), Peer(EchoPeer.Wrtc)]
    public async Task Close_ByPeer_ChannelClosesWithoutError(string peer)
    {
        using var http = new HttpClient { Timeout = Wait.Deadline };
        using var server = EchoPeer.Named(peer).Serve();
        var client = Own(new EchoClient(new DataChannelOptions()));
        await client.ConnectAsync(server.Url);
        server.Expect("channel");
        await client.ConverseAsync([1]);

        using var response = await http.PostAsync(new Uri(server.Url, "close"), content: null);

        response.EnsureSuccessStatusCode();
        Assert.Null(await client.Channel.ReceiveAsync().AsTask().WaitAsync(Wait.Deadline));
        Wait.Until(() => client.Channel.State == DataChannelState.Closed, "the end of the channel");
        Assert.Null(client.Channel.Error);
        server.Expect("closed");
    }
}
