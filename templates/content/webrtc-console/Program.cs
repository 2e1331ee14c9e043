// dotnet run                  two peers in this process say hello
// dotnet run -- SERVER ROOM   a chat of everyone in a room, such as http://127.0.0.1:5000/signaling lobby (the template webrtc-server)
using WebRtcNative;
using WebRtcNative.Signaling;

if (args is [var server, var room])
    await ChatAsync(new Uri(server), room);
else
    await HelloAsync();

static async Task ChatAsync(Uri server, string name)
{
    await using var room = await Room.JoinAsync(server, name);
    await using var mesh = new Mesh(room); // connects everyone with everyone
    mesh.PeerConnected += (_, peer) => Console.WriteLine($"{peer.Member.Name} is here.");
    mesh.MessageReceived += (_, message) => Console.WriteLine($"{message.From.Name}: {message.Message.Text}");
    while (await Task.Run(Console.ReadLine) is { } line)
        await mesh.SendAsync(line);
}

static async Task HelloAsync()
{
    // In two processes a signaling server carries the two descriptions; candidates are in them, since gathering is awaited.
    await using var alice = new PeerConnection();
    await using var bob = new PeerConnection();
    var channel = alice.CreateDataChannel("chat");
    await alice.SetLocalDescriptionAsync();
    await bob.SetRemoteDescriptionAsync(await alice.WaitForGatheringAsync());
    await bob.SetLocalDescriptionAsync();
    await alice.SetRemoteDescriptionAsync(await bob.WaitForGatheringAsync());

    await channel.SendAsync("Hello, Bob."); // waits until the channel is open
    var received = await bob.AcceptDataChannelAsync();
    var message = await received!.ReceiveAsync();
    Console.WriteLine($"Bob heard: {message!.Text}");
}
