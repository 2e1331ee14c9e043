using System.Net;
using System.Net.Http.Json;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.SampleTests;

public sealed class EchoServerTests
{
    private const int Clients = 20;

    [Fact]
    public async Task ManyClients_EachHearsItsEcho_AndTheEndOfTheServer()
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        var (server, http) = await StartAsync(late.Token);
        using var _ = server;
        using var __ = http;
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(i => ConnectAsync(http, late.Token)));
        try
        {
            for (var i = 0; i < Clients; i++)
            {
                await clients[i].Channel.SendAsync($"Hello {i}", late.Token);
                await clients[i].Channel.SendAsync(new byte[] { 0, (byte)i }, late.Token);
                Assert.Equal($"Hello {i}", (await clients[i].Channel.ReceiveAsync(late.Token))?.Text);
                Assert.Equal([0, (byte)i], (await clients[i].Channel.ReceiveAsync(late.Token))?.Data.ToArray());
            }

            server.Terminate();

            // The end of the channel, not of the connection: nobody waits until the server's silence is noticed.
            foreach (var (_, channel) in clients)
                Assert.Null(await channel.ReceiveAsync(late.Token));
            Assert.Equal(0, await server.WaitForExitAsync(late.Token));
        }
        finally
        {
            foreach (var (connection, _) in clients)
                connection.Dispose();
        }
    }

    [Theory]
    [InlineData("""{"type":"offer","sdp":"nonsense"}""")]
    [InlineData("""{"type":"answer","sdp":"v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"}""")]
    [InlineData("""{"type":"Angebot","sdp":""}""")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task BadOffer_IsRefused_AndTheServerLives(string offer)
    {
        using var late = new CancellationTokenSource(Wait.ProgramDeadline);
        var (server, http) = await StartAsync(late.Token);
        using var _ = server;
        using var __ = http;

        using var content = new StringContent(offer, null, "application/json");
        using var response = await http.PostAsync("/offer", content, late.Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("<title>Echo</title>", await http.GetStringAsync("/", late.Token), StringComparison.Ordinal);
    }

    private static async Task<(RunningProgram Server, HttpClient Http)> StartAsync(CancellationToken late)
    {
        var server = new RunningProgram("EchoServer", "--urls", "http://127.0.0.1:0");
        var line = await server.ReadUntilAsync("Now listening on: ", late);
        return (server, new HttpClient { BaseAddress = new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..]) });
    }

    private static async Task<(PeerConnection Connection, DataChannel Channel)> ConnectAsync(HttpClient http, CancellationToken late)
    {
        var connection = new PeerConnection();
        var channel = connection.CreateDataChannel("echo");
        await connection.SetLocalDescriptionAsync(late);
        using var response = await http.PostAsJsonAsync("/offer", await connection.WaitForGatheringAsync(late), late);
        response.EnsureSuccessStatusCode();
        await connection.SetRemoteDescriptionAsync((await response.Content.ReadFromJsonAsync<SessionDescription>(late))!, late);
        return (connection, channel);
    }
}
