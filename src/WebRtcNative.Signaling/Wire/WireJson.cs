using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WebRtcNative.Signaling.Wire;

/// <summary>The messages as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(JoinReply))]
[JsonSerializable(typeof(ResumeRequest))]
[JsonSerializable(typeof(ResumeReply))]
[JsonSerializable(typeof(SendRequest))]
[JsonSerializable(typeof(SendReply))]
[JsonSerializable(typeof(IceServersReply))]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(WireError))]
[JsonSerializable(typeof(WireEvent))]
internal sealed partial class WireJson : JsonSerializerContext;

/// <summary>For SignalR, whose options are those of all hubs of an application: leaves members out that are null, of these types
/// alone.</summary>
internal static class WireResolver
{
    public static IJsonTypeInfoResolver Instance { get; } = WireJson.Default.WithAddedModifier(type =>
    {
        foreach (var property in type.Properties)
            property.ShouldSerialize = static (_, value) => value != null;
    });
}
