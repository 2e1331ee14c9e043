using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebRtcNative;

/// <summary>Reads and writes RTCConfiguration for System.Text.Json, as <see cref="PeerConnectionOptions.FromJson"/> and
/// <see cref="PeerConnectionOptions.ToJson"/> have it.</summary>
public sealed class PeerConnectionOptionsJsonConverter : JsonConverter<PeerConnectionOptions>
{
    /// <summary>Reads options from a JSON object. Its members have the W3C's names, whatever the naming policy.</summary>
    /// <param name="reader">At the beginning of the object; afterwards at its end.</param>
    /// <param name="typeToConvert">Not used.</param>
    /// <param name="options">Decides whether a member may be there twice.</param>
    /// <exception cref="JsonException">A member is wrong; the message says which.</exception>
    public override PeerConnectionOptions Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonReading.ReadObject(ref reader, options, PeerConnectionOptionsJson.What, PeerConnectionOptionsJson.Read);

    /// <summary>Writes options as a JSON object with the W3C's members, including credentials, and no others.</summary>
    /// <param name="writer">The place to write to.</param>
    /// <param name="value">The options.</param>
    /// <param name="options">Not used.</param>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> or <paramref name="value"/> is null.</exception>
    /// <exception cref="ArgumentException">An option is wrong; the message says which.</exception>
    public override void Write(Utf8JsonWriter writer, PeerConnectionOptions value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        PeerConnectionOptionsJson.Write(writer, value);
    }
}
