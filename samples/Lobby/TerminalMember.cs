using System.Text.Json;
using WebRtcNative.Signaling;

namespace Lobby;

/// <summary>A member without a browser.</summary>
internal sealed class TerminalMember(DirectoryInfo directory)
{
    private const int PieceSize = 16 * 1024;

    private readonly Dictionary<string, FileStream> _files = []; // being received, by sender; all events come one after the other

    public static async Task RunAsync(Uri server, string name, string member, DirectoryInfo directory, CancellationToken cancellation)
    {
        var terminal = new TerminalMember(directory);
        await using var room = await Room.JoinAsync(new Uri(server, "/signaling"), name, new RoomOptions { Name = member }, cancellation);
        await using var mesh = new Mesh(room);
        mesh.PeerConnected += (_, peer) => Console.WriteLine($"{peer.Member.Name} is connected.");
        mesh.PeerDisconnected += (_, peer) => Console.WriteLine($"{peer.Member.Name} is gone.");
        mesh.MessageReceived += (_, message) => terminal.Receive(message);
        room.StateChanged += (_, state) => Console.WriteLine($"The room is {state}.");
        Console.WriteLine($"You are in {room.Name}.");

        while (await Console.In.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith("/file ", StringComparison.Ordinal))
                await Task.WhenAll(mesh.Peers.Select(peer => SendFileAsync(peer, line[6..].Trim(), cancellation)));
            else
                await mesh.SendAsync(Text(new LobbyMessage.Chat(line)), cancellation);
        }
    }

    private void Receive(MeshMessage received)
    {
        var file = _files.GetValueOrDefault(received.From.Id);
        if (!received.Message.IsText)
        {
            file?.Write(received.Message.Data.Span);
            return;
        }
        switch (JsonSerializer.Deserialize(received.Message.Text, LobbyJson.Default.LobbyMessage))
        {
            case LobbyMessage.Chat chat:
                Console.WriteLine($"{received.From.Name}: {chat.Text}");
                break;
            case LobbyMessage.File announced:
                // The name comes from someone else: it may name a new file in our directory, and nothing more.
                file?.Dispose();
                var path = Path.Combine(directory.FullName, Path.GetFileName(announced.Name));
                _files[received.From.Id] = new FileStream(path, FileMode.CreateNew);
                break;
            case LobbyMessage.Done when file != null:
                var length = file.Length;
                _files.Remove(received.From.Id);
                file.Dispose();
                Console.WriteLine($"{received.From.Name} has sent {Path.GetFileName(file.Name)}, {length} bytes.");
                break;
        }
    }

    private static async Task SendFileAsync(MeshPeer peer, string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        await peer.Channel.SendAsync(Text(new LobbyMessage.File(Path.GetFileName(path), file.Length)), cancellation);
        var piece = new byte[PieceSize];
        while (await file.ReadAsync(piece, cancellation) is > 0 and var length)
            await peer.Channel.SendAsync(piece.AsMemory(0, length), cancellation);
        await peer.Channel.SendAsync(Text(new LobbyMessage.Done()), cancellation);
    }

    private static string Text(LobbyMessage message) => JsonSerializer.Serialize(message, LobbyJson.Default.LobbyMessage);
}
