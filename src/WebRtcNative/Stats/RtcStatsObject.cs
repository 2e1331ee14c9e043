using System.Text.Json;

namespace WebRtcNative;

/// <summary>The members of every object of a report, checked.</summary>
internal sealed record RtcStatsObject(string Id, string Type, DateTimeOffset Timestamp, Dictionary<string, JsonElement> Members)
{
    public static RtcStatsObject Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new FormatException($"An element of the statistics is of JSON type {element.ValueKind}, Object is expected.");
        var members = new Dictionary<string, JsonElement>();
        foreach (var member in element.EnumerateObject())
            members[member.Name] = member.Value;
        return new RtcStatsObject(
            RtcStatsValue.Text(members.GetValueOrDefault("id")) ?? throw Missing("id, a string"),
            RtcStatsValue.Text(members.GetValueOrDefault("type")) ?? throw Missing("type, a string"),
            RtcStatsValue.Microseconds(members.GetValueOrDefault("timestamp")) ?? throw Missing("timestamp, microseconds since 1970"),
            members);
    }

    private static FormatException Missing(string what) => new($"An element of the statistics has no {what}.");
}
