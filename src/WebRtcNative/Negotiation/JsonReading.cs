using System.Text.Json;

namespace WebRtcNative;

/// <summary>Reads JSON of a peer, a server or a file. Without a serializer: a few members need no reflection. Every error is a
/// <see cref="FormatException"/> that names it.</summary>
internal static class JsonReading
{
    /// <summary>Reads a text that is one object.</summary>
    public static T ReadObject<T>(string json, string what, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return read(document.RootElement.Expect(JsonValueKind.Object, what));
        }
        // The last two are for half a surrogate pair, escaped or as it is.
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"{what} is not JSON: {e.Message}", e);
        }
    }

    /// <summary>Null is how many writers say that a member is not there.</summary>
    public static JsonElement? Find(this JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A string member; null where there is none.</summary>
    public static string? FindString(this JsonElement parent, string name) => parent.Find(name)?.ToText(name);

    public static string ToText(this JsonElement value, string what) => value.Expect(JsonValueKind.String, what).GetString()!;

    public static JsonElement Expect(this JsonElement value, JsonValueKind kind, string what) => value.ValueKind == kind
        ? value
        : throw new FormatException($"{what} is of JSON type {value.ValueKind}, {kind} is expected.");
}
