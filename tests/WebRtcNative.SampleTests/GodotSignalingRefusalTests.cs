using System.Net;
using System.Net.WebSockets;
using static WebRtcNative.SampleTests.GodotDemoClient;

namespace WebRtcNative.SampleTests;

/// <summary>Clients of Godot's demo protocol that do what they may not: each gets a reason, and harms no other.</summary>
public sealed class GodotSignalingRefusalTests : GodotSignalingTest
{
    public static TheoryData<string, string> BadMessages => new()
    {
        { "", "a message is JSON" },
        { "{", "a message is JSON" },
        { "J: \n", "a message is JSON" },
        { new string('[', 1000), "a message is JSON" },
        { """{"type":4,"id":1,"data":"\ud800"}""", "a message is JSON" },
        { "[]", "a message is a JSON object" },
        { "null", "a message is a JSON object" },
        { """{"id":0,"data":""}""", "type must be a whole number" },
        { """{"type":"4","id":1,"data":""}""", "type must be a whole number" },
        { """{"type":4.5,"id":1,"data":""}""", "type must be a whole number" },
        { """{"type":8,"id":1,"data":""}""", "there is no such type of message" },
        { """{"type":4,"data":""}""", "id must be a whole number" },
        { """{"type":4,"id":-1,"data":""}""", "id must be a whole number" },
        { """{"type":4,"id":1e99,"data":""}""", "id must be a whole number" },
        { """{"type":4,"id":1}""", "data must be a string" },
        { """{"type":4,"id":1,"data":{}}""", "data must be a string" },
        { """{"type":4,"id":0,"data":""}""", "there is no peer 0" },
        { """{"type":5,"id":2147483647,"data":""}""", "there is no peer 2147483647" },
        { """{"type":0,"id":0,"data":""}""", "already in a lobby" },
        { """{"type":0,"id":0,"data":"another"}""", "already in a lobby" },
        { """{"type":1,"id":1,"data":""}""", "only the server sends such a message" },
        { """{"type":3,"id":1,"data":""}""", "only the server sends such a message" },
        { """{"type":7,"id":0,"data":""}""", "only the host can seal the lobby" },
    };

    [Theory]
    [MemberData(nameof(BadMessages))]
    public async Task BadMessage_InALobby_IsRefusedAndHarmsNoOne(string message, string reason)
    {
        var (host, lobby) = await HostAsync();
        var (hostile, id) = await JoinAsync(lobby);
        await host.ReceiveAsync(); // its PeerConnect

        await hostile.SendAsync(message);

        Assert.Equal((4000, reason), await hostile.WaitForEndAsync());
        Assert.Equal((PeerDisconnect, id, ""), await host.ReceiveAsync());
        await AssertWorksAsync(host, lobby);
    }

    [Theory]
    [InlineData(WebSocketMessageType.Binary, 10, 1003, "text only")]
    [InlineData(WebSocketMessageType.Text, 10_000_000, 1009, "a message has at most 65536 bytes")]
    public async Task BadFrame_InALobby_IsRefusedAndHarmsNoOne(WebSocketMessageType type, int length, int status, string reason)
    {
        var (host, lobby) = await HostAsync();
        var (hostile, _) = await JoinAsync(lobby);
        await host.ReceiveAsync();
        var message = new byte[length];
        message.AsSpan().Fill((byte)' ');

        await hostile.SendAsync(message, type);

        Assert.Equal((status, reason), await hostile.WaitForEndAsync());
        Assert.Equal(PeerDisconnect, (await host.ReceiveAsync())?.Type);
        await AssertWorksAsync(host, lobby);
    }

    [Fact]
    public async Task MessageToOneself_IsRefused()
    {
        var (host, _) = await HostAsync();
        await host.SendAsync(Offer, 1, "");
        Assert.Equal((4000, "there is no peer 1"), await host.WaitForEndAsync());
    }

    [Theory]
    [InlineData(Offer, "not in a lobby")]
    [InlineData(Seal, "not in a lobby")]
    [InlineData(Id, "only the server sends such a message")]
    public async Task BadMessage_InNoLobby_IsRefused(int type, string reason)
    {
        var client = await ConnectAsync();
        await client.SendAsync(type, 1, "");
        Assert.Equal((4000, reason), await client.WaitForEndAsync());
    }

    [Fact]
    public async Task Join_LobbyFull_IsRefused()
    {
        var (host, lobby) = await HostAsync();
        var last = host;
        for (var i = 1; i < 64; i++)
            (last, _) = await JoinAsync(lobby);

        await AssertRefusedAsync(lobby, "the lobby is full");
        await last.LeaveAsync();
        while ((await host.ReceiveAsync())!.Value.Type != PeerDisconnect)
            continue;
        await JoinAsync(lobby);
    }

    [Fact]
    public async Task NoJoin_ForTenSeconds_IsRefused()
    {
        var client = await ConnectAsync();
        Assert.Equal((4000, "no lobby was joined for 10 s"), await client.WaitForEndAsync());
    }

    [Fact]
    public async Task Flood_ToAPeerThatDoesNotRead_EndsTheSender()
    {
        var (host, lobby) = await HostAsync();
        var (hostile, _) = await JoinAsync(lobby);
        var (bystander, id) = await JoinAsync(lobby);
        await hostile.ReceiveAsync(); // the bystander's PeerConnect
        var ending = hostile.WaitForEndAsync();
        var message = new string('x', 60_000);

        while (!ending.IsCompleted)
        {
            try
            {
                await hostile.SendAsync(Offer, 1, message);
            }
            catch (WebSocketException)
            {
                break; // closed
            }
        }

        Assert.Equal((4000, "the peer 1 does not read"), await ending);
        await bystander.SendAsync(Answer, 1, "from a bystander");
        var received = (await host.ReceiveAsync())!.Value; // it reads again, and is still there
        while (received.Type != Answer)
            received = (await host.ReceiveAsync())!.Value;
        Assert.Equal((Answer, id, "from a bystander"), received);
    }

    [Fact]
    public async Task NoWebSocket_IsRefused()
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(Address.Replace("ws:", "http:", StringComparison.Ordinal)), Late);
        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
    }

    /// <summary>The lobby takes a client, and messages go both ways.</summary>
    private async Task AssertWorksAsync(GodotDemoClient host, string lobby)
    {
        var (client, id) = await JoinAsync(lobby);
        Assert.Equal((PeerConnect, id, ""), await host.ReceiveAsync());
        await client.SendAsync(Offer, 1, "v=0\r\n\"ü\"");
        Assert.Equal((Offer, id, "v=0\r\n\"ü\""), await host.ReceiveAsync());
        await host.SendAsync(Answer, id, "answer");
        Assert.Equal((Answer, 1, "answer"), await client.ReceiveAsync());
    }
}
