using System.Text.Json;

namespace WebRtcNative;

/// <summary>RTCSessionDescriptionInit as JSON.</summary>
internal static class SessionDescriptionJson
{
    public const string What = "The description";

    public static SessionDescription Read(string json) => JsonReading.ReadObject(json, What, Read);

    public static SessionDescription Read(JsonElement root)
    {
        var name = root.FindString("type") ?? throw new FormatException("The description has no member \"type\", a string.");
        var type = SdpTypeNames.Parse(name) ?? throw new FormatException($"type is \"{name}\", not {SdpTypeNames.All}.");
        // RTCSessionDescriptionInit has a default, the empty string, which only a rollback can be without.
        var sdp = root.FindString("sdp") ?? (type == SdpType.Rollback ? string.Empty : null);
        return new SessionDescription(type, sdp ?? throw new FormatException("The description has no member \"sdp\", a string."));
    }

    public static string Write(SessionDescription description) => JsonReading.WriteText(description, Write);

    public static void Write(Utf8JsonWriter writer, SessionDescription description)
    {
        writer.WriteStartObject();
        writer.WriteString("type", description.Type.ToName());
        writer.WriteString("sdp", description.Sdp);
        writer.WriteEndObject();
    }
}
