using System.Text.Json;

namespace WebRtcNative;

/// <summary>A message of perfect negotiation, as the example of WebRTC 1.0, section 10.7, has it: an object with a description or a
/// candidate. "again" is ours; a browser does not read it.</summary>
internal sealed record NegotiationMessage(SessionDescription? Description, IceCandidate? Candidate, bool IsAgain = false)
{
    private const string What = "The message";

    /// <summary>Throws if the message could not be of any peer.</summary>
    public static NegotiationMessage Read(string json)
    {
        var message = JsonReading.ReadObject(json, What, Read);
        if (message.Description?.Type == SdpType.Rollback)
            throw new FormatException("The description is a rollback, which a peer does not send.");
        if (message.Candidate != null)
            PeerConnection.CheckIceCandidate(message.Candidate);
        return message;
    }

    public string Write() => JsonReading.WriteText(this, Write);

    private static NegotiationMessage Read(JsonElement root)
    {
        // "candidate": null is the end of candidates.
        if (!root.TryGetProperty("description", out _) && !root.TryGetProperty("candidate", out _))
            throw new FormatException("The message has no member \"description\" and none \"candidate\".");
        return new NegotiationMessage(
            root.Find("description") is { } description
                ? SessionDescriptionJson.Read(description.Expect(JsonValueKind.Object, "description")) : null,
            root.Find("candidate") is { } candidate
                ? IceCandidateJson.Read(candidate.Expect(JsonValueKind.Object, "candidate")) : null,
            root.Find("again")?.ValueKind == JsonValueKind.True);
    }

    private static void Write(Utf8JsonWriter writer, NegotiationMessage message)
    {
        writer.WriteStartObject();
        if (message.Description != null)
        {
            writer.WritePropertyName("description");
            SessionDescriptionJson.Write(writer, message.Description);
        }
        if (message.Candidate != null)
        {
            writer.WritePropertyName("candidate");
            IceCandidateJson.Write(writer, message.Candidate);
        }
        if (message.IsAgain)
            writer.WriteBoolean("again", true);
        writer.WriteEndObject();
    }
}
