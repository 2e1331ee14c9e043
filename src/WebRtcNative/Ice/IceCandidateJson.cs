using System.Buffers;
using System.Text;
using System.Text.Json;

namespace WebRtcNative;

/// <summary>RTCIceCandidateInit as JSON. By hand: four members need no reflection, and what is wrong with them is named.</summary>
internal static class IceCandidateJson
{
    public static IceCandidate Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement, nameof(json));
        }
        // The second is for half a surrogate pair, escaped; an ArgumentException by itself is for one as it is, or is ours.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ArgumentException($"The candidate is not JSON: {e.Message}", nameof(json), e);
        }
    }

    public static string Write(IceCandidate candidate)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
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
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static IceCandidate Read(JsonElement root, string parameter)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new ArgumentException($"The candidate is of JSON type {root.ValueKind}, Object is expected.", parameter);
        // RTCIceCandidateInit has a default, the end of candidates. No browser leaves it out, but an offer or {} would pass.
        var candidate = ReadString(root, "candidate", parameter)
            ?? throw new ArgumentException("The candidate has no member \"candidate\", a string.", parameter);
        return new IceCandidate(candidate, ReadString(root, "sdpMid", parameter), ReadIndex(root, parameter))
        {
            UsernameFragment = ReadString(root, "usernameFragment", parameter),
        };
    }

    private static string? ReadString(JsonElement root, string name, string parameter)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : throw new ArgumentException($"{name} is of JSON type {value.ValueKind}, String is expected.", parameter);
    }

    private static int? ReadIndex(JsonElement root, string parameter)
    {
        if (!root.TryGetProperty("sdpMLineIndex", out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetUInt16(out var index)
            ? index
            : throw new ArgumentException("sdpMLineIndex is not an integer within 0 and 65535.", parameter);
    }
}
