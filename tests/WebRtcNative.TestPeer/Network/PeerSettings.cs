using System.Text.Json;

namespace WebRtcNative.TestPeer;

/// <summary>A test's settings for the connection of a peer.</summary>
internal sealed record PeerSettings
{
    public bool GatherContinually { get; init; }

    public IceTimingOptions IceTiming { get; init; } = new();

    public static PeerSettings Parse(string json) => JsonSerializer.Deserialize<PeerSettings>(json)!;

    public string ToJson() => JsonSerializer.Serialize(this);

    public PeerConnectionOptions ToOptions() => new()
    {
        GatherContinually = GatherContinually,
        IceTiming = IceTiming,
        // Every network has one, and it leads nowhere.
        IncludeLoopback = false,
        IncludeLinkLocal = false,
        IncludeTcp = false,
    };
}
