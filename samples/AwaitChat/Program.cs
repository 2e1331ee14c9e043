// Two people chat, in two terminals:  dotnet run --project samples/Signaling
//                                     dotnet run --project samples/AwaitChat -- ws://127.0.0.1:8080 our-room
// Both of them in one process:        dotnet run --project samples/AwaitChat -- demo
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using AwaitChat;
using WebRtcNative;

// Created by both peers, so that neither has to wait for the other's.
var options = new DataChannelOptions { Negotiated = true, Id = 0 };
await using var connection = new PeerConnection();
var chat = connection.CreateDataChannel("chat", options);
var signals = Channel.CreateUnbounded<Signal>();
await (args is [var server, var room] ? ChatAsync(new Uri($"{server}/rooms/{Uri.EscapeDataString(room)}")) : DemoAsync());

async Task ChatAsync(Uri address)
{
    using var socket = new ClientWebSocket();
    await socket.ConnectAsync(address, default);
    await using var line = WebSocketStream.Create(socket, WebSocketMessageType.Text);
    var others = JsonSerializer.DeserializeAsyncEnumerable(line, SignalJson.Default.Signal, topLevelValues: true);
    var negotiating = Negotiation.RunAsync(connection, others, signals);
    var reading = ReadAsync();
    await await Task.WhenAny(negotiating, TellAsync(line), reading, TypeAsync());
    await connection.DisposeAsync(); // the last typed line reaches the other side before it returns
    await reading;
}

async Task TellAsync(Stream line)
{
    await foreach (var signal in signals.Reader.ReadAllAsync())
        await JsonSerializer.SerializeAsync(line, signal, SignalJson.Default.Signal);
}

async Task ReadAsync()
{
    await foreach (var message in chat.ReadAllAsync())
        Console.WriteLine($"> {message.Text}");
}

async Task TypeAsync()
{
    while (await Task.Run(Console.ReadLine) is { } line)
        await chat.SendAsync(line);
}

async Task DemoAsync()
{
    using var bob = new PeerConnection();
    var bobs = Channel.CreateUnbounded<Signal>();
    var lines = Task.WhenAll(SayAsync(chat, "Hello, Bob."), SayAsync(bob.CreateDataChannel("chat", options), "Hello, Alice."));
    var negotiating = Negotiation.RunAsync(connection, bobs.Reader.ReadAllAsync(), signals);
    var bobNegotiating = Negotiation.RunAsync(bob, signals.Reader.ReadAllAsync(), bobs);
    await await Task.WhenAny(lines, negotiating, bobNegotiating).WaitAsync(TimeSpan.FromMinutes(5));
}

async Task SayAsync(DataChannel speaker, string line)
{
    await speaker.SendAsync(line);
    Console.WriteLine((await speaker.ReceiveAsync())?.Text ?? throw new IOException("No line came."));
}
