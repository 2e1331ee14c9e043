using System.Text.Json.Serialization;
using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling.Server.Rooms;

/// <summary>What a room knows of a member.</summary>
internal sealed record MemberState
{
    public required string Id { get; init; }

    /// <summary>Members are numbered in the order in which they have joined.</summary>
    public required long Number { get; init; }

    public string Name { get; init; } = "";

    public Dictionary<string, string> Metadata { get; init; } = [];

    /// <summary>The user that ASP.NET Core has authenticated; null for none. Nobody else can resume.</summary>
    public string? User { get; init; }

    /// <summary>Of the token that the member resumes with. The token itself is stored nowhere.</summary>
    public string TokenHash { get; init; } = "";

    /// <summary>Counts the member's connections: only the latest one may act for it.</summary>
    public int Epoch { get; init; } = 1;

    /// <summary>The node that the latest connection is with.</summary>
    public string Node { get; init; } = "";

    /// <summary>The number of the last accepted item.</summary>
    public long Accepted { get; init; }

    /// <summary>When the connection was lost, in milliseconds since 1970; 0 while there is one.</summary>
    public long LostAt { get; init; }

    /// <summary>The number of the last message for this member alone that is in the log no more.</summary>
    public long Trimmed { get; init; }

    [JsonIgnore]
    public bool IsLost => LostAt != 0;

    public WireMember ToWire() => new() { Id = Id, Number = Number, Name = Name, Metadata = Metadata, Lost = IsLost };
}

/// <summary>What a room knows beside its members.</summary>
internal sealed record RoomState
{
    /// <summary>Counts the changes.</summary>
    public long Version { get; init; }

    /// <summary>The number of the last event.</summary>
    public long Number { get; init; }

    /// <summary>The number of the last event for all that is in the log no more.</summary>
    public long Trimmed { get; init; }

    /// <summary>How many members have joined so far.</summary>
    public long Joined { get; init; }

    public string Host { get; init; } = "";

    public bool Sealed { get; init; }

    public int SizeLimit { get; init; }
}

/// <summary>A connection of a member.</summary>
internal readonly record struct MemberSession(string Room, string Member, int Epoch);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(MemberState))]
[JsonSerializable(typeof(RoomState))]
[JsonSerializable(typeof(RoomChange))]
internal sealed partial class RoomJson : JsonSerializerContext;
