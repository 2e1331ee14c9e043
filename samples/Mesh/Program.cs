// Players who send each other their positions 60 times a second, each connected with each other one, in four terminals:
//   dotnet run --project src/WebRtcNative.Signaling.Program -- --urls http://127.0.0.1:8080
//   dotnet run --project samples/Mesh -- http://127.0.0.1:8080 arena Ann
//   dotnet run --project samples/Mesh -- http://127.0.0.1:8080 arena Bob
//   dotnet run --project samples/Mesh -- http://127.0.0.1:8080 arena Cid
// A player may leave (Ctrl+C) and come back.
using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;
using WebRtcNative;
using WebRtcNative.Signaling;

using var leaving = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Leave);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Leave);

var (server, name, me) = (new Uri(args[0]), args[1], args[2]);
await using var room = await Room.JoinAsync(new Uri(server, "/signaling"), name, new RoomOptions
{
    Name = me,
    PeerConnection = new PeerConnectionOptions
    {
        IceTiming = IceTimingOptions.Games, // a player whose machine fails is given up after seconds
        ConnectTimeout = TimeSpan.FromSeconds(10),
        CloseChannelsWhenFailed = true,
    },
});
await using var mesh = new Mesh(room, new MeshOptions { Channel = new DataChannelOptions { Ordered = false, MaxRetransmits = 0 } });
var positions = new ConcurrentDictionary<RoomMember, Vector2>();
mesh.MessageReceived += (_, message) => positions[message.From] = MemoryMarshal.Read<Vector2>(message.Message.Data.Span);
mesh.PeerDisconnected += (_, peer) =>
{
    if (positions.TryRemove(peer.Member, out var _))
        Console.WriteLine($"{peer.Member.Name} has left");
};

using var frames = new PeriodicTimer(TimeSpan.FromSeconds(1) / 60);
var packet = new byte[8];
for (var frame = 0; !leaving.IsCancellationRequested; frame++)
{
    var (sin, cos) = MathF.SinCos(frame / 60f);
    MemoryMarshal.Write(packet, new Vector2(cos, sin) * room.Self.Number);
    foreach (var peer in mesh.Peers)
        peer.Channel.TrySend(packet); // does nothing while the channel is not open
    if (frame % 60 == 0 && !positions.IsEmpty)
        Console.WriteLine(string.Join(", ", positions.OrderBy(player => player.Key.Number).Select(player => $"{player.Key.Name} is at {player.Value:F1}")));
    await frames.WaitForNextTickAsync();
}

void Leave(PosixSignalContext signal)
{
    signal.Cancel = true; // the room is left, and the others are told, at the end of the program
    leaving.Cancel();
}
