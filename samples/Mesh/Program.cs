// A mesh of three players, who send each other their positions 60 times a second, in four terminals:
//   dotnet run --project samples/Signaling
//   dotnet run --project samples/Mesh -- ws://127.0.0.1:8080 arena 0 3       the player's number, and how many there are
//   dotnet run --project samples/Mesh -- ws://127.0.0.1:8080 arena 1 3
//   dotnet run --project samples/Mesh -- ws://127.0.0.1:8080 arena 2 3
// A player may leave (Ctrl+C) and come back.
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using WebRtcNative;

// At the orderly end of a process its peers are told at once.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(0));
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Environment.Exit(0));

var (server, room, me, count) = (args[0], args[1], int.Parse(args[2]), int.Parse(args[3]));
var options = new PeerConnectionOptions
{
    IceTiming = IceTimingOptions.Games, // a player whose machine fails is given up after seconds
    ConnectTimeout = TimeSpan.FromSeconds(10),
    CloseChannelsWhenFailed = true,
};
var unreliable = new DataChannelOptions { Negotiated = true, Id = 0, Ordered = false, MaxRetransmits = 0 };
var channels = new ConcurrentDictionary<int, DataChannel>();
var positions = new ConcurrentDictionary<int, Vector2>();

foreach (var other in Enumerable.Range(0, count).Where(other => other != me))
    _ = PlayWithAsync(other);

using var frames = new PeriodicTimer(TimeSpan.FromSeconds(1) / 60);
var packet = new byte[8];
for (var frame = 0; await frames.WaitForNextTickAsync(); frame++)
{
    var (sin, cos) = MathF.SinCos(frame / 60f);
    MemoryMarshal.Write(packet, new Vector2(cos, sin) * (me + 1));
    foreach (var channel in channels.Values)
        channel.TrySend(packet); // does nothing while the channel is not open
    if (frame % 60 == 0 && !positions.IsEmpty)
        Console.WriteLine(string.Join(", ", positions.OrderBy(player => player.Key).Select(player => $"{player.Key} is at {player.Value:F1}")));
}

// Connects to the other player, and again whenever the connection has ended.
async Task PlayWithAsync(int other)
{
    while (true)
    {
        try
        {
            await using var connection = new PeerConnection(options);
            using var signaling = new ClientWebSocket();
            await signaling.ConnectAsync(new Uri($"{server}/rooms/{room}-{Math.Min(me, other)}-{Math.Max(me, other)}"), default);
            using var negotiator = new Negotiator(connection, polite: me > other, text => SendAsync(signaling, text));
            var channel = channels[other] = connection.CreateDataChannel("positions", unreliable);
            _ = ListenAsync(signaling, negotiator);
            await foreach (var message in channel.ReadAllAsync())
                positions[other] = MemoryMarshal.Read<Vector2>(message.Data.Span);
        }
        catch (Exception e) when (e is WebRtcException or WebSocketException)
        {
            Console.WriteLine($"{other}: {e.Message}");
        }
        if (positions.TryRemove(other, out _))
            Console.WriteLine($"{other} has left");
        await Task.Delay(TimeSpan.FromSeconds(0.5)); // then the signaling server has seen both of us leave the room
    }
}

static Task SendAsync(WebSocket socket, string text) =>
    socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, default);

static async Task ListenAsync(WebSocket socket, Negotiator negotiator)
{
    while (socket.State == WebSocketState.Open)
    {
        using var message = new StreamReader(WebSocketStream.CreateReadableMessageStream(socket));
        if (await message.ReadToEndAsync() is { Length: > 0 } text)
            negotiator.Receive(text);
    }
}
