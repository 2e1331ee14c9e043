using System.Text.Json;

namespace WebRtcNative.Tool.Live;

/// <summary>A report as one line of JSON.</summary>
internal static class StatsLine
{
    public static string Of(string member, RtcStatsReport report)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteString("member", member);
            json.WriteStartObject("stats");
            foreach (var stats in report.Values)
            {
                json.WriteStartObject(stats.Id);
                json.WriteString("type", stats.Type);
                json.WriteString("timestamp", stats.Timestamp);
                foreach (var (name, value) in stats.Members.Where(one => one.Key is not ("id" or "type" or "timestamp")))
                {
                    json.WritePropertyName(name);
                    value.WriteTo(json);
                }
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(memory.ToArray());
    }
}
