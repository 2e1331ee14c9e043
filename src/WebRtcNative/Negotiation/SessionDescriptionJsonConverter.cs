using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebRtcNative;

/// <summary>Reads and writes RTCSessionDescriptionInit for System.Text.Json, as <see cref="SessionDescription.FromJson"/> and
/// <see cref="SessionDescription.ToJson"/> have it.</summary>
public sealed class SessionDescriptionJsonConverter : JsonConverter<SessionDescription>
{
    /// <summary>Reads a description from a JSON object. Its members have the W3C's names, whatever the naming policy.</summary>
    /// <param name="reader">At the beginning of the object; afterwards at its end.</param>
    /// <param name="typeToConvert">Not used.</param>
    /// <param name="options">Decides whether a member may be there twice.</param>
    /// <exception cref="JsonException">A member is wrong; the message says which.</exception>
    public override SessionDescription Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonReading.ReadObject(ref reader, options, SessionDescriptionJson.What, SessionDescriptionJson.Read);

    /// <summary>Writes a description as a JSON object with the members type and sdp.</summary>
    /// <param name="writer">The place to write to.</param>
    /// <param name="value">The description.</param>
    /// <param name="options">Not used.</param>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> or <paramref name="value"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The type is not one of <see cref="SdpType"/>.</exception>
    public override void Write(Utf8JsonWriter writer, SessionDescription value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        SessionDescriptionJson.Write(writer, value);
    }
}
