using System.Text.Json;

namespace WebRtcNative;

/// <summary>RTCIceCandidateInit as JSON.</summary>
internal static class IceCandidateJson
{
    public const string What = "The candidate";

    public static IceCandidate Read(string json) => JsonReading.ReadObject(json, What, Read);

    public static IceCandidate Read(JsonElement root)
    {
        // RTCIceCandidateInit has a default, the end of candidates. No browser leaves it out, but an offer or {} would pass.
        var candidate = root.FindString("candidate") ?? throw new FormatException("The candidate has no member \"candidate\", a string.");
        return new IceCandidate(candidate, root.FindString("sdpMid"), ReadIndex(root))
        {
            UsernameFragment = root.FindString("usernameFragment"),
        };
    }

    public static string Write(IceCandidate candidate) => JsonReading.WriteText(candidate, Write);

    public static void Write(Utf8JsonWriter writer, IceCandidate candidate)
    {
        writer.WriteStartObject();
        writer.WriteString("candidate", candidate.Candidate);
        writer.WriteString("sdpMid", candidate.SdpMid);
        if (candidate.SdpMLineIndex is { } index)
            writer.WriteNumber("sdpMLineIndex", index);
        else
            writer.WriteNull("sdpMLineIndex");
        writer.WriteString("usernameFragment", candidate.UsernameFragment);
        writer.WriteEndObject();
    }

    private static int? ReadIndex(JsonElement root)
    {
        if (root.Find("sdpMLineIndex") is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetUInt16(out var index)
            ? index
            : throw new FormatException("sdpMLineIndex is not an integer within 0 and 65535.");
    }
}
