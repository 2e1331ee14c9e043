namespace WebRtcNative.Signaling.Program.Godot;

/// <summary>Clients that are to be connected with each other, by their ids. The host, who created it, has the id 1.</summary>
internal sealed class GodotLobby(string name, bool isMesh)
{
    public const int HostId = 1;
    public const int MaxClients = 64;

    public string Name { get; } = name;

    /// <summary>Everyone is connected with everyone; otherwise with the host only.</summary>
    public bool IsMesh { get; } = isMesh;

    public bool IsSealed { get; set; }

    public Dictionary<int, GodotClient> Clients { get; } = [];

    /// <summary>The clients that a client is to be connected with.</summary>
    public IEnumerable<GodotClient> OthersOf(GodotClient client) =>
        Clients.Values.Where(other => other != client && (IsMesh || client.Id == HostId || other.Id == HostId));
}
