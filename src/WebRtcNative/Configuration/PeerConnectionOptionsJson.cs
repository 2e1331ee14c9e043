using System.Text.Json;

namespace WebRtcNative;

/// <summary>RTCConfiguration as JSON.</summary>
internal static class PeerConnectionOptionsJson
{
    public const string What = "The configuration";

    public static PeerConnectionOptions Read(string json) => JsonReading.ReadObject(json, What, Read);

    public static string Write(PeerConnectionOptions options) => JsonReading.WriteText(options, Write);

    /// <summary>Checks the options first, so that each value has a name in JSON.</summary>
    public static void Write(Utf8JsonWriter writer, PeerConnectionOptions options)
    {
        options.Validate();
        writer.WriteStartObject();
        writer.WriteStartArray("iceServers");
        foreach (var server in options.IceServers)
            Write(writer, server);
        writer.WriteEndArray();
        writer.WriteString("iceTransportPolicy", options.IceTransportPolicy == IceTransportPolicy.Relay ? "relay" : "all");
        writer.WriteString("bundlePolicy", options.BundlePolicy switch
        {
            BundlePolicy.MaxBundle => "max-bundle",
            BundlePolicy.MaxCompat => "max-compat",
            _ => "balanced",
        });
        writer.WriteNumber("iceCandidatePoolSize", options.IceCandidatePoolSize);
        writer.WriteEndObject();
    }

    public static PeerConnectionOptions Read(JsonElement root)
    {
        var options = new PeerConnectionOptions();
        foreach (var member in root.EnumerateObject())
        {
            options = member.Name switch
            {
                "iceServers" => options with { IceServers = ReadServers(member.Value) },
                "iceTransportPolicy" => options with { IceTransportPolicy = ReadIceTransportPolicy(member.Value) },
                "bundlePolicy" => options with { BundlePolicy = ReadBundlePolicy(member.Value) },
                "iceCandidatePoolSize" => options with { IceCandidatePoolSize = ReadPoolSize(member.Value) },
                _ => options,
            };
        }
        return options;
    }

    private static IceServer[] ReadServers(JsonElement servers)
    {
        servers.Expect(JsonValueKind.Array, "iceServers");
        return [.. servers.EnumerateArray().Select(ReadServer)];
    }

    private static IceServer ReadServer(JsonElement server)
    {
        server.Expect(JsonValueKind.Object, "An element of iceServers");
        if (!server.TryGetProperty("urls", out var urls))
            throw new FormatException("An element of iceServers has no urls.");
        return new IceServer
        {
            Urls = urls.ValueKind == JsonValueKind.Array
                ? [.. urls.EnumerateArray().Select(url => url.ToText("An element of urls"))]
                : [urls.ToText("urls")],
            Username = server.FindString("username"),
            Credential = server.FindString("credential"),
        };
    }

    // A browser refuses a user name that is null.
    private static void Write(Utf8JsonWriter writer, IceServer server)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("urls");
        foreach (var url in server.Urls)
            writer.WriteStringValue(url);
        writer.WriteEndArray();
        if (server.Username != null)
            writer.WriteString("username", server.Username);
        if (server.Credential != null)
            writer.WriteString("credential", server.Credential);
        writer.WriteEndObject();
    }

    private static IceTransportPolicy ReadIceTransportPolicy(JsonElement value) => value.ToText("iceTransportPolicy") switch
    {
        "all" => IceTransportPolicy.All,
        "relay" => IceTransportPolicy.Relay,
        var other => throw new FormatException($"iceTransportPolicy is \"{other}\", not \"all\" or \"relay\"."),
    };

    private static BundlePolicy ReadBundlePolicy(JsonElement value) => value.ToText("bundlePolicy") switch
    {
        "balanced" => BundlePolicy.Balanced,
        "max-bundle" => BundlePolicy.MaxBundle,
        "max-compat" => BundlePolicy.MaxCompat,
        var other => throw new FormatException(
            $"bundlePolicy is \"{other}\", not \"balanced\", \"max-bundle\" or \"max-compat\"."),
    };

    private static int ReadPoolSize(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetByte(out var size)
            ? size
            : throw new FormatException("iceCandidatePoolSize is not an integer within 0 and 255.");
}
