using System.Text.Json;

namespace WebRtcNative;

/// <summary>RTCConfiguration as JSON. Read by hand: a reader of forty lines needs no reflection and names what is wrong.</summary>
internal static class PeerConnectionOptionsJson
{
    public static PeerConnectionOptions Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        // The last two are for half a surrogate pair, escaped or as it is.
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"The configuration is not JSON: {e.Message}", e);
        }
    }

    private static PeerConnectionOptions Read(JsonElement root)
    {
        Expect(root, JsonValueKind.Object, "The configuration");
        var options = new PeerConnectionOptions();
        foreach (var member in root.EnumerateObject())
        {
            options = member.Name switch
            {
                "iceServers" => options with { IceServers = ReadServers(member.Value) },
                "iceTransportPolicy" => options with { IceTransportPolicy = ReadIceTransportPolicy(member.Value) },
                "bundlePolicy" => options with { BundlePolicy = ReadBundlePolicy(member.Value) },
                "rtcpMuxPolicy" => options with { RtcpMuxPolicy = ReadRtcpMuxPolicy(member.Value) },
                "iceCandidatePoolSize" => options with { IceCandidatePoolSize = ReadPoolSize(member.Value) },
                _ => options,
            };
        }
        return options;
    }

    private static IceServer[] ReadServers(JsonElement servers)
    {
        Expect(servers, JsonValueKind.Array, "iceServers");
        return [.. servers.EnumerateArray().Select(ReadServer)];
    }

    private static IceServer ReadServer(JsonElement server)
    {
        Expect(server, JsonValueKind.Object, "An element of iceServers");
        if (!server.TryGetProperty("urls", out var urls))
            throw new FormatException("An element of iceServers has no urls.");
        return new IceServer
        {
            Urls = urls.ValueKind == JsonValueKind.Array
                ? [.. urls.EnumerateArray().Select(url => ReadString(url, "An element of urls"))]
                : [ReadString(urls, "urls")],
            Username = ReadOptionalString(server, "username"),
            Credential = ReadOptionalString(server, "credential"),
        };
    }

    private static IceTransportPolicy ReadIceTransportPolicy(JsonElement value) => ReadString(value, "iceTransportPolicy") switch
    {
        "all" => IceTransportPolicy.All,
        "relay" => IceTransportPolicy.Relay,
        var other => throw new FormatException($"iceTransportPolicy is \"{other}\", not \"all\" or \"relay\"."),
    };

    private static BundlePolicy ReadBundlePolicy(JsonElement value) => ReadString(value, "bundlePolicy") switch
    {
        "balanced" => BundlePolicy.Balanced,
        "max-bundle" => BundlePolicy.MaxBundle,
        "max-compat" => BundlePolicy.MaxCompat,
        var other => throw new FormatException(
            $"bundlePolicy is \"{other}\", not \"balanced\", \"max-bundle\" or \"max-compat\"."),
    };

    private static RtcpMuxPolicy ReadRtcpMuxPolicy(JsonElement value) => ReadString(value, "rtcpMuxPolicy") switch
    {
        "require" => RtcpMuxPolicy.Require,
        "negotiate" => RtcpMuxPolicy.Negotiate,
        var other => throw new FormatException($"rtcpMuxPolicy is \"{other}\", not \"require\" or \"negotiate\"."),
    };

    private static int ReadPoolSize(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetByte(out var size)
            ? size
            : throw new FormatException("iceCandidatePoolSize is not an integer within 0 and 255.");

    // Null is how many servers write that there is none.
    private static string? ReadOptionalString(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? ReadString(value, name) : null;

    private static string ReadString(JsonElement value, string what)
    {
        Expect(value, JsonValueKind.String, what);
        return value.GetString()!;
    }

    private static void Expect(JsonElement value, JsonValueKind kind, string what)
    {
        if (value.ValueKind != kind)
            throw new FormatException($"{what} is of JSON type {value.ValueKind}, {kind} is expected.");
    }
}
