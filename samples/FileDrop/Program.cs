using System.CommandLine;
using FileDrop;

var url = new Option<string>("--url") { Description = "The signaling server, such as http://127.0.0.1:8080", Required = true };
var room = new Option<string>("--room") { Description = "The room where the two peers meet.", Required = true };
var file = new Option<FileInfo>("--file") { Description = "The file to send.", Required = true }.AcceptExistingOnly();
var chat = new Option<string>("--chat") { Description = "A line to say first.", DefaultValueFactory = _ => "Hello!" };
var directory = new Option<DirectoryInfo>("--directory") { Description = "Where the file goes.", Required = true };

var send = new Command("send", "Sends a file to the other peer in a room.") { url, room, file, chat };
send.SetAction((parsed, cancellation) => GuardAsync(async () =>
{
    await using var session = await PeerSession.JoinAsync(parsed.GetRequiredValue(url), parsed.GetRequiredValue(room), "sender", cancellation);
    using var sender = new FileSender(session, parsed.GetRequiredValue(file));
    return await sender.RunAsync(parsed.GetRequiredValue(chat), cancellation);
}));

var receive = new Command("receive", "Receives a file from the other peer in a room.") { url, room, directory };
receive.SetAction((parsed, cancellation) => GuardAsync(async () =>
{
    await using var session = await PeerSession.JoinAsync(parsed.GetRequiredValue(url), parsed.GetRequiredValue(room), "receiver", cancellation);
    using var receiver = new FileReceiver(session, parsed.GetRequiredValue(directory));
    return await receiver.RunAsync(cancellation);
}));

var demo = new Command("demo", "Starts a signaling server, a receiver and a sender, and has them exchange 64 MiB.");
demo.SetAction((_, cancellation) => GuardAsync(() => Demo.RunAsync(cancellation)));

var command = new RootCommand("Sends a file straight from one program to another over WebRTC.") { send, receive, demo };
return await command.Parse(args).InvokeAsync();

// The exit code is 0 only when both sides have the same bytes.
static async Task<int> GuardAsync(Func<Task<bool>> work)
{
    try
    {
        return await work() ? 0 : 1;
    }
    catch (Exception e)
    {
        await Console.Error.WriteLineAsync($"FileDrop: {e.Message}");
        return 1;
    }
}
