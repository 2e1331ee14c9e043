using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

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

    /// <summary>Reads an object for a serializer, which adds the path to the exception. The options decide about members that are
    /// there twice.</summary>
    public static T ReadObject<T>(ref Utf8JsonReader reader, JsonSerializerOptions options, string what, Func<JsonElement, T> read)
    {
        var element = JsonMetadataServices.JsonElementConverter.Read(ref reader, typeof(JsonElement), options);
        try
        {
            return read(element.Expect(JsonValueKind.Object, what));
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException) // the second is for half a surrogate pair
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <summary>Writes a value as a text.</summary>
    public static string WriteText<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
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
