using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebRtcNative;

/// <summary>Reads and writes RTCIceCandidateInit for System.Text.Json, as <see cref="IceCandidate.FromJson"/> and
/// <see cref="IceCandidate.ToJson"/> have it.</summary>
public sealed class IceCandidateJsonConverter : JsonConverter<IceCandidate>
{
    /// <summary>Reads a candidate from a JSON object. Its members have the W3C's names, whatever the naming policy.</summary>
    /// <param name="reader">At the beginning of the object; afterwards at its end.</param>
    /// <param name="typeToConvert">Not used.</param>
    /// <param name="options">Decides whether a member may be there twice.</param>
    /// <exception cref="JsonException">A member is wrong; the message says which.</exception>
    public override IceCandidate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonReading.ReadObject(ref reader, options, IceCandidateJson.What, IceCandidateJson.Read);

    /// <summary>Writes a candidate as a JSON object with the members candidate, sdpMid, sdpMLineIndex and usernameFragment.</summary>
    /// <param name="writer">The place to write to.</param>
    /// <param name="value">The candidate.</param>
    /// <param name="options">Not used.</param>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> or <paramref name="value"/> is null.</exception>
    public override void Write(Utf8JsonWriter writer, IceCandidate value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        IceCandidateJson.Write(writer, value);
    }
}
