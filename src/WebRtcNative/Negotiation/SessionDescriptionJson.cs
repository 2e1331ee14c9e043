using System.Buffers;
using System.Text;
using System.Text.Json;

namespace WebRtcNative;

/// <summary>RTCSessionDescriptionInit as JSON.</summary>
internal static class SessionDescriptionJson
{
    public static SessionDescription Read(string json) => JsonReading.ReadObject(json, "The description", Read);

    public static string Write(SessionDescription description)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type", description.Type.ToName());
            writer.WriteString("sdp", description.Sdp);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static SessionDescription Read(JsonElement root)
    {
        var name = root.FindString("type") ?? throw new FormatException("The description has no member \"type\", a string.");
        var type = SdpTypeNames.Parse(name) ?? throw new FormatException($"type is \"{name}\", not {SdpTypeNames.All}.");
        // RTCSessionDescriptionInit has a default, the empty string, which only a rollback can be without.
        var sdp = root.FindString("sdp") ?? (type == SdpType.Rollback ? string.Empty : null);
        return new SessionDescription(type, sdp ?? throw new FormatException("The description has no member \"sdp\", a string."));
    }
}
