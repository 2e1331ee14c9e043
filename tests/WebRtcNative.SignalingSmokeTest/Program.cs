using WebRtcNative.Signaling;

var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddWebRtcSignaling();
await using var app = builder.Build();
app.MapWebRtcSignaling("/signaling");
await app.StartAsync();

var server = new Uri($"{app.Urls.Single()}/signaling");
await using var alice = await Room.JoinAsync(server, "room", new RoomOptions { Name = "Alice" });
await using var bob = await Room.JoinAsync(server, "room", new RoomOptions { Name = "Bob" });
await using var meshOfAlice = new Mesh(alice);
await using var meshOfBob = new Mesh(bob);
var heard = new TaskCompletionSource<string>();
meshOfBob.MessageReceived += (_, message) => heard.TrySetResult($"Bob heard {message.From.Name}: {message.Message.Text}");
meshOfAlice.PeerConnected += async (_, peer) => await peer.Channel.SendAsync("Hello, Bob.");
Console.WriteLine(await heard.Task.WaitAsync(TimeSpan.FromMinutes(2)));
