using System.Text.Encodings.Web;
using System.Text.Json;

namespace WebRtcNative.Signaling.Program.Godot;

internal enum GodotMessageType
{
    Join = 0,
    Id = 1,
    PeerConnect = 2,
    PeerDisconnect = 3,
    Offer = 4,
    Answer = 5,
    Candidate = 6,
    Seal = 7,
}

/// <summary>A message of Godot's signaling demo: a JSON object with the members type, id and data.</summary>
/// <param name="Type">What it says.</param>
/// <param name="Id">The other peer: from a client the receiver, to a client the sender. 0 where there is none; in a client's Join 0 asks for
/// a mesh, and 1 for a server with clients.</param>
/// <param name="Data">A lobby's name, a description or a candidate.</param>
internal sealed record GodotMessage(GodotMessageType Type, int Id, string Data)
{
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="RefusalException">It is not such a message.</exception>
    public static GodotMessage Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw GodotClient.Refuse("a message is a JSON object");
            var type = (GodotMessageType)Whole(root, "type");
            if (!Enum.IsDefined(type))
                throw GodotClient.Refuse("there is no such type of message");
            if (!root.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.String)
                throw GodotClient.Refuse("data must be a string");
            return new GodotMessage(type, Whole(root, "id"), data.GetString()!);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter for half a surrogate pair
        {
            throw GodotClient.Refuse("a message is JSON");
        }
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(new { type = (int)Type, id = Id, data = Data }, s_readable);

    // A script that computes with JSON's numbers writes them as fractions: 4.0.
    private static int Whole(JsonElement message, string name) =>
        message.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number
        && member.TryGetDouble(out var value) && value is >= 0 and <= int.MaxValue && double.IsInteger(value)
            ? (int)value
            : throw GodotClient.Refuse($"{name} must be a whole number");
}
