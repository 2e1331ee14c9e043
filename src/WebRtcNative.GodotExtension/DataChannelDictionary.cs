using System.Text.Json;

namespace WebRtcNative.GodotExtension;

/// <summary>RTCDataChannelInit, the second argument of create_data_channel, as JSON.</summary>
internal static class DataChannelDictionary
{
    /// <exception cref="FormatException">A member has another type.</exception>
    public static DataChannelOptions Read(string json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The options are not a dictionary that JSON can express: {e.Message}", e);
        }
        using (document)
        {
            var options = new DataChannelOptions();
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (member.Value.ValueKind != JsonValueKind.Null)
                    options = Set(options, member.Name, member.Value);
            }
            return options;
        }
    }

    // Unknown members are ignored, as WebIDL does. Godot's WebRTCMultiplayerPeer writes maxPacketLifetime.
    private static DataChannelOptions Set(DataChannelOptions options, string name, JsonElement value) => name switch
    {
        "negotiated" => options with { Negotiated = Boolean(name, value) },
        "id" => options with { Id = Integer(name, value) },
        "maxRetransmits" => options with { MaxRetransmits = Integer(name, value) },
        "maxPacketLifeTime" or "maxPacketLifetime" => options with { MaxPacketLifeTime = TimeSpan.FromMilliseconds(Integer(name, value)) },
        "ordered" => options with { Ordered = Boolean(name, value) },
        "protocol" => options with { Protocol = Text(name, value) },
        "priority" => options with { Priority = Priority(Text(name, value)) },
        _ => options,
    };

    private static bool Boolean(string name, JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw new FormatException($"{name} is {value.GetRawText()}, not a bool.");

    // A number from JSON.parse_string is a float, and written as one: 1.0.
    private static int Integer(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number == Math.Truncate(number)
            && number is >= int.MinValue and <= int.MaxValue
            ? (int)number
            : throw new FormatException($"{name} is {value.GetRawText()}, not an integer.");

    private static string Text(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new FormatException($"{name} is {value.GetRawText()}, not a String.");

    private static RtcPriority Priority(string text) => text switch
    {
        "very-low" => RtcPriority.VeryLow,
        "low" => RtcPriority.Low,
        "medium" => RtcPriority.Medium,
        "high" => RtcPriority.High,
        _ => throw new FormatException($"priority is \"{text}\", not \"very-low\", \"low\", \"medium\" or \"high\"."),
    };
}
