using System.Text.Json.Serialization;

namespace FileDrop;

/// <summary>The text packets of the "file" channel. The pieces of the file are binary packets between Header and Done.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Chat), "chat")]
[JsonDerivedType(typeof(Header), "header")]
[JsonDerivedType(typeof(Done), "done")]
[JsonDerivedType(typeof(Receipt), "receipt")]
internal abstract record FileMessage
{
    /// <summary>A line for the other person.</summary>
    public sealed record Chat(string Text) : FileMessage;

    /// <summary>The name and size of the file that follows.</summary>
    public sealed record Header(string Name, long Size) : FileMessage;

    /// <summary>All pieces are sent; this is their hash.</summary>
    public sealed record Done(string Sha256) : FileMessage;

    /// <summary>The receiver's answer to <see cref="Done"/>: the hash of the received bytes.</summary>
    public sealed record Receipt(string Sha256) : FileMessage;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FileMessage))]
internal sealed partial class FileJson : JsonSerializerContext;
