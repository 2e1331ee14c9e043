using System.Text.Json.Serialization;

namespace Lobby;

/// <summary>The text messages between members, as in js/lobby/files.ts. The pieces of a file are binary messages between File and
/// Done.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Chat), "chat")]
[JsonDerivedType(typeof(File), "file")]
[JsonDerivedType(typeof(Done), "done")]
internal abstract record LobbyMessage
{
    public sealed record Chat(string Text) : LobbyMessage;

    public sealed record File(string Name, long Size) : LobbyMessage;

    public sealed record Done : LobbyMessage;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LobbyMessage))]
internal sealed partial class LobbyJson : JsonSerializerContext;
