// A polled game for two players, who move towards each other, in three terminals:
//   dotnet run --project src/WebRtcNative.Signaling.Program -- --urls http://127.0.0.1:8080
//   dotnet run --project samples/PolledGame -- http://127.0.0.1:8080 arena left
//   dotnet run --project samples/PolledGame -- http://127.0.0.1:8080 arena right
using System.Buffers.Binary;
using WebRtcNative;
using WebRtcNative.Signaling;

var (server, name, side) = (new Uri(args[0]), args[1], args[2]);
using var queue = new EventQueue();
var options = new RoomOptions { Name = side, SizeLimit = 2, Queue = queue };
await using var room = await Room.JoinAsync(new Uri(server, "/signaling"), name, options);

// The player that was there first connects; both create the channel.
DataChannel? channel = null;
var connecting = Task.CompletedTask;
room.MemberJoined += (_, other) => connecting = room.ConnectAsync(other, Prepare);
room.ConnectionReceived += (_, received) => Prepare(received.Connection);

var (mine, theirs) = (0, 0);
var closing = Task.CompletedTask;
var move = new byte[4];
for (var frame = 0; channel?.State != DataChannelState.Closed || !closing.IsCompleted; frame++) // the game loop
{
    queue.Poll(); // raises all events, here
    if ((room.Error ?? connecting.Exception?.InnerException) is { } error)
        throw error;

    while (channel?.TryReceive(move, out _) == true)
        theirs = BinaryPrimitives.ReadInt32LittleEndian(move);
    if (frame % 6 == 0 && channel?.State == DataChannelState.Open && mine + theirs < 100)
    {
        BinaryPrimitives.WriteInt32LittleEndian(move, ++mine);
        channel.Send(move);
    }
    if (frame % 60 == 0)
        Console.WriteLine($"{side} is at {mine}, the other at {theirs}");
    if (mine + theirs >= 100 && closing.IsCompleted)
        closing = channel!.Connection.CloseAsync(); // and go on polling: the other side gets the last move
    Thread.Sleep(1000 / 60);
}
Console.WriteLine($"We met at {mine}.");

void Prepare(PeerConnection connection) =>
    channel = connection.CreateDataChannel("moves", new DataChannelOptions { Negotiated = true, Id = 0 });
