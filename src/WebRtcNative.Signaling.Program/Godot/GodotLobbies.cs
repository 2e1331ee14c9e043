using System.Security.Cryptography;

namespace WebRtcNative.Signaling.Program.Godot;

/// <summary>All lobbies, and what the messages of clients do to them.</summary>
internal sealed class GodotLobbies
{
    private const int MaxLobbies = 1000;
    private const int NameLength = 16;
    private const string NameLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    // The peers of a sealed lobby have this long to connect.
    private static readonly TimeSpan s_sealTime = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, GodotLobby> _lobbies = [];
    private readonly Lock _gate = new();

    /// <exception cref="RefusalException">The client may not do that.</exception>
    public void Handle(GodotClient client, GodotMessage message)
    {
        lock (_gate)
        {
            if (client.HasEnded) // it has left, or is about to
                return;
            switch (message.Type)
            {
                case GodotMessageType.Join:
                    Join(client, message);
                    break;
                case GodotMessageType.Offer or GodotMessageType.Answer or GodotMessageType.Candidate:
                    Relay(client, LobbyOf(client), message);
                    break;
                case GodotMessageType.Seal:
                    Seal(client, LobbyOf(client));
                    break;
                default:
                    throw GodotClient.Refuse("only the server sends such a message");
            }
        }
    }

    /// <summary>The client is gone. Without its host a lobby ends, unless it is sealed.</summary>
    public void Leave(GodotClient client)
    {
        lock (_gate)
        {
            if (client.Lobby is not { } lobby)
                return;
            client.Lobby = null;
            lobby.Clients.Remove(client.Id);
            // A sealed lobby's peers go on by themselves: the end of a socket says nothing of the game.
            if (!lobby.IsSealed && client.Id == GodotLobby.HostId)
                End(lobby, GodotClient.Refuse("the host has left"));
            else if (!lobby.IsSealed)
                TellOthers(lobby, client, GodotMessageType.PeerDisconnect);
            if (lobby.Clients.Count == 0)
                _lobbies.Remove(lobby.Name);
        }
    }

    private void Join(GodotClient client, GodotMessage message)
    {
        if (client.Lobby != null)
            throw GodotClient.Refuse("already in a lobby");
        var lobby = message.Data.Length == 0 ? Create(isMesh: message.Id == 0)
            : _lobbies.GetValueOrDefault(message.Data) ?? throw GodotClient.Refuse("there is no such lobby");
        if (lobby.IsSealed)
            throw GodotClient.Refuse("the lobby is sealed");
        if (lobby.Clients.Count == GodotLobby.MaxClients)
            throw GodotClient.Refuse("the lobby is full");

        client.Id = lobby.Clients.Count == 0 ? GodotLobby.HostId : RandomNumberGenerator.GetInt32(GodotLobby.HostId + 1, int.MaxValue);
        while (!lobby.Clients.TryAdd(client.Id, client))
            client.Id = RandomNumberGenerator.GetInt32(GodotLobby.HostId + 1, int.MaxValue);
        client.Lobby = lobby;
        // Each side knows of the other before the other's offer can arrive.
        client.Tell(new(GodotMessageType.Id, client.Id, lobby.IsMesh ? "true" : ""));
        TellOthers(lobby, client, GodotMessageType.PeerConnect);
        foreach (var other in lobby.OthersOf(client))
            client.Tell(new(GodotMessageType.PeerConnect, other.Id, ""));
        client.Tell(new(GodotMessageType.Join, 0, lobby.Name));
    }

    private GodotLobby Create(bool isMesh)
    {
        if (_lobbies.Count == MaxLobbies)
            throw GodotClient.Refuse("there are too many lobbies");
        var lobby = new GodotLobby(RandomNumberGenerator.GetString(NameLetters, NameLength), isMesh);
        _lobbies.Add(lobby.Name, lobby);
        return lobby;
    }

    private static GodotLobby LobbyOf(GodotClient client) => client.Lobby ?? throw GodotClient.Refuse("not in a lobby");

    private static void Relay(GodotClient client, GodotLobby lobby, GodotMessage message)
    {
        if (message.Id == client.Id || !lobby.Clients.TryGetValue(message.Id, out var receiver))
            throw GodotClient.Refuse($"there is no peer {message.Id}");
        if (!receiver.TryRelay(message with { Id = client.Id }))
            throw GodotClient.Refuse($"the peer {message.Id} does not read");
    }

    private void Seal(GodotClient client, GodotLobby lobby)
    {
        if (client.Id != GodotLobby.HostId)
            throw GodotClient.Refuse("only the host can seal the lobby");
        if (lobby.IsSealed)
            return;
        lobby.IsSealed = true;
        foreach (var member in lobby.Clients.Values)
            member.Tell(new(GodotMessageType.Seal, 0, ""));
        _ = EndSealedAsync(lobby);
    }

    private async Task EndSealedAsync(GodotLobby lobby)
    {
        await Task.Delay(s_sealTime);
        lock (_gate)
            End(lobby, new RefusalException(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, "the lobby was sealed"));
    }

    private void End(GodotLobby lobby, RefusalException reason)
    {
        _lobbies.Remove(lobby.Name);
        foreach (var client in lobby.Clients.Values)
        {
            client.Lobby = null;
            client.End(reason);
        }
        lobby.Clients.Clear();
    }

    private static void TellOthers(GodotLobby lobby, GodotClient client, GodotMessageType type)
    {
        foreach (var other in lobby.OthersOf(client))
            other.Tell(new(type, client.Id, ""));
    }
}
