// Two people chat, in three terminals:  dotnet run --project src/WebRtcNative.Signaling.Program -- --urls http://127.0.0.1:8080
//                                       dotnet run --project samples/AwaitChat -- http://127.0.0.1:8080 our-room
//                                       dotnet run --project samples/AwaitChat -- http://127.0.0.1:8080 our-room
// Both of them in one process, with the server:  dotnet run --project samples/AwaitChat -- demo
using WebRtcNative;
using WebRtcNative.Signaling;

await (args is [var server, var name] ? ChatAsync(new Uri(server), name) : DemoAsync());

async Task ChatAsync(Uri address, string roomName)
{
    await using var room = await JoinAsync(address, roomName);
    var chat = await OpenAsync(room);
    var reading = ReadAsync(chat);
    await await Task.WhenAny(reading, TypeAsync(chat));
    await chat.Connection.DisposeAsync(); // the last typed line reaches the other side before it returns
    await reading;
}

Task<Room> JoinAsync(Uri address, string roomName) =>
    Room.JoinAsync(new Uri(address, "/signaling"), roomName, new RoomOptions { SizeLimit = 2 });

// Both sides connect; the later member creates the channel.
async Task<DataChannel> OpenAsync(Room room)
{
    var (other, _) = await room.ReadMembersAsync().FirstAsync(change => !change.Member.IsLost);
    var connection = await room.ConnectAsync(other);
    return room.Self.Number > other.Number
        ? connection.CreateDataChannel("chat")
        : await connection.AcceptDataChannelAsync() ?? throw new IOException("The other one has left.");
}

async Task ReadAsync(DataChannel chat)
{
    await foreach (var message in chat.ReadAllAsync())
        Console.WriteLine($"> {message.Text}");
}

async Task TypeAsync(DataChannel chat)
{
    while (await Task.Run(Console.ReadLine) is { } line)
        await chat.SendAsync(line);
}

async Task DemoAsync()
{
    var builder = WebApplication.CreateSlimBuilder();
    builder.WebHost.UseUrls("http://127.0.0.1:0");
    builder.Logging.ClearProviders();
    builder.Services.AddWebRtcSignaling();
    await using var app = builder.Build();
    app.MapWebRtcSignaling("/signaling");
    await app.StartAsync();

    await using var alice = await JoinAsync(new Uri(app.Urls.Single()), "demo");
    await using var bob = await JoinAsync(new Uri(app.Urls.Single()), "demo");
    await Task.WhenAll(SayAsync(alice, "Hello, Bob."), SayAsync(bob, "Hello, Alice.")).WaitAsync(TimeSpan.FromMinutes(5));
}

async Task SayAsync(Room room, string line)
{
    var chat = await OpenAsync(room);
    await chat.SendAsync(line);
    Console.WriteLine((await chat.ReceiveAsync())?.Text ?? throw new IOException("No line came."));
}
