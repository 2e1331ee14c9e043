// A polled game for two players, who move towards each other, in three terminals:
//   dotnet run --project samples/Signaling
//   dotnet run --project samples/PolledGame -- ws://127.0.0.1:8080 arena left
//   dotnet run --project samples/PolledGame -- ws://127.0.0.1:8080 arena right
using System.Net.WebSockets;
using System.Text;
using WebRtcNative;
using WebRtcNative.Godot;

var (server, room, side) = (args[0], args[1], args[2]);
using var player = new WebRtcPeerConnection();
using var signaling = new ClientWebSocket();
await signaling.ConnectAsync(new Uri($"{server}/rooms/{room}"), default);
using var negotiator = new Negotiator(player.Connection!, polite: side == "left", SendAsync);
var channel = player.CreateDataChannel("moves", new DataChannelOptions { Negotiated = true, Id = 0 })!;
_ = ListenAsync();

var (mine, theirs) = (0, 0);
for (var frame = 0; player.GetConnectionState() < WebRtcConnectionState.Failed; frame++) // the game loop
{
    player.Poll();
    while (channel.GetPacket(out var packet) == WebRtcError.Ok)
        theirs = int.Parse(Encoding.UTF8.GetString(packet));

    if (frame % 6 == 0 && channel.GetReadyState() == DataChannelState.Open && mine + theirs < 100)
        channel.PutPacket($"{++mine}");
    if (frame % 60 == 0)
        Console.WriteLine($"{side} is at {mine}, the other at {theirs}, round trip {player.GetRoundTripTime()?.TotalMilliseconds:F1} ms");
    if (mine + theirs >= 100 || channel.GetReadyState() == DataChannelState.Closed)
        player.CloseGracefully(); // and go on polling: the other side gets the last move
    Thread.Sleep(1000 / 60);
}
Console.WriteLine($"We met at {mine}.");

Task SendAsync(string text) =>
    signaling.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, default);

async Task ListenAsync()
{
    while (signaling.State == WebSocketState.Open)
    {
        using var message = new StreamReader(WebSocketStream.CreateReadableMessageStream(signaling));
        if (await message.ReadToEndAsync() is { Length: > 0 } text)
            negotiator.Receive(text); // from any thread
    }
}
