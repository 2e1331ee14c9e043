using System.Text.Json.Serialization;

namespace FileDrop;

/// <summary>A message between the peers through the signaling server. The server never looks inside.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(Description), "description")]
[JsonDerivedType(typeof(Candidate), "candidate")]
internal abstract record SignalMessage
{
    /// <summary>The receiver is ready and waits for an offer.</summary>
    public sealed record Ready : SignalMessage;

    /// <summary>An offer or an answer.</summary>
    public sealed record Description(string Type, string Sdp) : SignalMessage;

    /// <summary>An address where the other peer may be reached; sent as soon as it is found ("trickled").</summary>
    public sealed record Candidate(string Media, int Index, string Name) : SignalMessage;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SignalMessage))]
internal sealed partial class SignalJson : JsonSerializerContext;
