using System.Text.Json;

namespace WebRtcNative.GodotExtension;

/// <summary>RTCConfiguration, the argument of initialize, as JSON.</summary>
internal static class ConnectionDictionary
{
    /// <exception cref="FormatException">A member has another type or an unknown value, or there are certificates.</exception>
    public static PeerConnectionOptions Read(string json)
    {
        var options = PeerConnectionOptions.FromJson(json);
        using var document = JsonDocument.Parse(json);
        // Ignored, a script would believe that the connection has the identity that it was given.
        if (document.RootElement.TryGetProperty("certificates", out var certificates) && !IsNone(certificates))
            throw new FormatException("certificates cannot be given: a dictionary cannot hold a certificate, and the connection makes its own.");
        return options;
    }

    private static bool IsNone(JsonElement certificates) =>
        certificates.ValueKind == JsonValueKind.Null || (certificates.ValueKind == JsonValueKind.Array && certificates.GetArrayLength() == 0);
}
