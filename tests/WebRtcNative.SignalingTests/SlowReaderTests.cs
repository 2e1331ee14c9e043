using System.Net.WebSockets;
using System.Text;
using WebRtcNative.SignalingTests.Support;

namespace WebRtcNative.SignalingTests;

public sealed class SlowReaderTests
{
    /// <summary>A client that joins, shows that it lives, and never reads again: it is disconnected, and costs the others nothing.</summary>
    [Fact]
    public async Task Deliver_ClientThatDoesNotRead_IsLostAndOthersTalk()
    {
        await using var server = await SignalingServer.StartAsync(options =>
        {
            options.MaxPendingBytes = 64 * 1024 * 1024;
            options.LostAfter = TimeSpan.FromSeconds(2);
        });
        var ann = await server.JoinAsync("room", "Ann");
        var bob = await server.JoinAsync("room", "Bob");
        var (atAnn, atBob) = (new Recorder(ann), new Recorder(bob));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws" }.Uri, default);
        await SendAsync(socket, """{"protocol":"json","version":1}""");
        await SendAsync(socket, """{"type":1,"invocationId":"1","target":"Join","arguments":[{"room":"room","name":"Sloth"}]}""");
        atAnn.WaitFor("Sloth joined");
        using var ending = new CancellationTokenSource();
        var pinging = PingAsync(socket, ending.Token);

        var large = new string('x', 60_000);
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => ann.SendAsync($"{i} {large}"))).WaitAsync(Wait.Deadline);

        atAnn.WaitFor("Sloth lost");
        atBob.WaitFor($"Ann: 299 {large}");
        await ending.CancelAsync();
        await pinging;
    }

    private static async Task PingAsync(WebSocket socket, CancellationToken cancellation)
    {
        try
        {
            using var clock = new PeriodicTimer(TimeSpan.FromSeconds(0.2));
            while (await clock.WaitForNextTickAsync(cancellation))
                await SendAsync(socket, """{"type":6}""");
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // Disconnected, as it should be.
        }
    }

    // SignalR's messages end with a record separator.
    private static Task SendAsync(WebSocket socket, string message) => socket.SendAsync(
        Encoding.UTF8.GetBytes(message + '\u001e'), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
}
