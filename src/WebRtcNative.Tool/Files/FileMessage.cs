using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebRtcNative.Tool.Files;

/// <summary>The text messages of a transfer. Binary messages between Start and Done are the pieces of the file. For each file: Header,
/// Resume, Start, pieces, Done, Receipt; after the last one: End.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Header), "header")]
[JsonDerivedType(typeof(Resume), "resume")]
[JsonDerivedType(typeof(Start), "start")]
[JsonDerivedType(typeof(Done), "done")]
[JsonDerivedType(typeof(Receipt), "receipt")]
[JsonDerivedType(typeof(Refusal), "refusal")]
[JsonDerivedType(typeof(End), "end")]
internal abstract record FileMessage
{
    /// <summary>The version of this protocol.</summary>
    public const int Protocol = 2;

    /// <summary>From the sender: a file follows.</summary>
    /// <param name="Version">The sender's <see cref="Protocol"/>.</param>
    /// <param name="Name">Without a folder.</param>
    /// <param name="Size">Bytes; null for a pipe.</param>
    /// <param name="Folder">Of a file of a sent folder: the folder's name and those of the folders in it, such as "photos/2026"; null for
    /// the other files.</param>
    public sealed record Header(int Version, string Name, long? Size, string? Folder = null) : FileMessage
    {
        /// <summary>For people.</summary>
        [JsonIgnore]
        public string Shown => Folder == null ? Name : $"{Folder}/{Name}";
    }

    /// <summary>From the receiver: it has this many bytes of an earlier transfer, with this hash.</summary>
    public sealed record Resume(long Offset, string Sha256) : FileMessage;

    /// <summary>From the sender: where the pieces begin, which is 0 if the receiver's bytes are not the file's.</summary>
    public sealed record Start(long Offset) : FileMessage;

    /// <summary>From the sender: no piece follows; the hash is of the whole file.</summary>
    public sealed record Done(string Sha256) : FileMessage;

    /// <summary>From the receiver: the hash of all that it has now.</summary>
    public sealed record Receipt(string Sha256) : FileMessage;

    /// <summary>From either side: why there is no transfer.</summary>
    public sealed record Refusal(string Reason) : FileMessage;

    /// <summary>From the sender: no file follows.</summary>
    public sealed record End : FileMessage;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FileMessage))]
internal sealed partial class FileJson : JsonSerializerContext;
