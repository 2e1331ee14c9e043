using System.ComponentModel;
using Spectre.Console.Cli;

namespace WebRtcNative.Tool.Meeting;

/// <summary>How two machines find each other.</summary>
internal abstract class MeetingOptions : CommandSettings
{
    public const string ServerVariable = "WEBRTCNATIVE_SERVER";

    [CommandOption("--server <URL>")]
    [Description("The signaling server, such as https://example.org/signaling; without it the environment's WEBRTCNATIVE_SERVER.")]
    public string? Server { get; init; }

    [CommandOption("--serve <PORT>")]
    [Description("Be the signaling server too, on this TCP port of all interfaces, without TLS; 0 takes any free port.")]
    public int? Serve { get; init; }

    [CommandOption("--name <NAME>")]
    [Description("The name that the others see.")]
    public string Name { get; init; } = Environment.UserName is { Length: > 0 } user ? user : "member";

    [CommandOption("--ice <URL>")]
    [Description("A STUN or TURN server, such as stun:example.org; may be repeated. The signaling server may name some too.")]
    public string[] Ice { get; init; } = [];

    [CommandOption("--user <NAME>")]
    [Description("The user of the TURN servers.")]
    public string? User { get; init; }

    [CommandOption("--credential <TEXT>")]
    [Description("The password of the TURN servers.")]
    public string? Credential { get; init; }

    [CommandOption("--relay-only")]
    [Description("Connect through TURN servers only, which hides the addresses from the other peer.")]
    public bool RelayOnly { get; init; }

    /// <summary>The room, if there is one; null to make a room with a code.</summary>
    public abstract string? RoomName { get; }

    /// <summary>Whether the command is the server itself when no server is named.</summary>
    public virtual bool ServesByDefault => false;

    /// <summary>The page that the command's own server has at /; null for none.</summary>
    public virtual string? Page => null;

    /// <summary>The port to be the server on; null if it is another one.</summary>
    public int? ServedPort => Serve ?? (ServesByDefault && ServerText == null ? 0 : null);

    private string? ServerText => Server ?? (Serve == null ? Environment.GetEnvironmentVariable(ServerVariable) : null);

    /// <summary>Throws for a wrong address before anything is connected.</summary>
    public Uri? ServerAddress()
    {
        var text = ServerText;
        if (Serve != null && Server != null)
            throw ToolException.BadInput("--serve and --server exclude each other.");
        if (Serve is < 0 or > ushort.MaxValue)
            throw ToolException.BadInput($"--serve {Serve}: a port is from 0 to 65535.");
        if (text == null)
            return ServedPort != null ? null : throw ToolException.BadInput($"--server URL (or {ServerVariable}), or --serve PORT is needed.");
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "ws" or "wss"
            ? WithHttp(address)
            : throw ToolException.BadInput($"--server {text}: this is no address such as https://example.org/signaling.");
    }

    public virtual PeerConnectionOptions ConnectionOptions() => new()
    {
        IceServers = IceServers(Ice, User, Credential),
        IceTransportPolicy = RelayOnly ? IceTransportPolicy.Relay : IceTransportPolicy.All,
        CloseChannelsWhenFailed = true,
        Media = false,
    };

    public static IReadOnlyList<IceServer> IceServers(IEnumerable<string> urls, string? user, string? credential) =>
        [.. urls.Select(url => url.StartsWith("turn", StringComparison.OrdinalIgnoreCase)
            ? new IceServer(url) { Username = user, Credential = credential } : new IceServer(url))];

    // SignalR chooses the WebSocket itself.
    private static Uri WithHttp(Uri address) => address.Scheme is "ws" or "wss"
        ? new UriBuilder(address) { Scheme = address.Scheme == "ws" ? "http" : "https", Port = address.Port }.Uri
        : address;
}
