// A lobby: a page where people meet, talk and send files, and a member of it in a terminal. The page's script is made by npm:
//   npm ci --prefix js && npm run build --prefix js
//   dotnet run --project samples/Lobby -- serve --port 8080
//   dotnet run --project samples/Lobby -- join http://127.0.0.1:8080 our-room --name Terminal
using System.CommandLine;
using Lobby;

var port = new Option<int>("--port") { Description = "TCP port on 127.0.0.1; 0 takes any free one.", DefaultValueFactory = _ => 8080 };
var redis = new Option<string?>("--redis") { Description = "Where the rooms are, if this is one of many nodes, such as 127.0.0.1:6379." };
var serve = new Command("serve", "Serves the page, and the signaling.") { port, redis };
serve.SetAction((parsed, cancellation) => LobbyServer.RunAsync(parsed.GetValue(port), parsed.GetValue(redis), cancellation));

var server = new Argument<string>("server") { Description = "The lobby, such as http://127.0.0.1:8080" };
var room = new Argument<string>("room") { Description = "The room's name or code." };
var name = new Option<string>("--name") { Description = "Your name.", DefaultValueFactory = _ => "Terminal" };
var directory = new Option<DirectoryInfo>("--directory")
{
    Description = "Where received files go.",
    DefaultValueFactory = _ => new DirectoryInfo("."),
};
var join = new Command("join", "Takes part. A line is sent to all; \"/file PATH\" sends a file.") { server, room, name, directory };
join.SetAction((parsed, cancellation) => TerminalMember.RunAsync(
    new Uri(parsed.GetRequiredValue(server)), parsed.GetRequiredValue(room), parsed.GetRequiredValue(name), parsed.GetRequiredValue(directory), cancellation));

return await new RootCommand("A lobby for pages and terminals.") { serve, join }.Parse(args).InvokeAsync();
