using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.Extensions.Logging;

namespace WebRtcNative.Signaling;

/// <summary>Options of joining a room: the member's name, the queue and the connections.</summary>
public sealed record RoomOptions
{
    /// <summary>The member's name for people, of 1 to 64 characters; other members may have the same. Default: the user's name.</summary>
    public string Name { get; init; } = Environment.UserName is { Length: > 0 } user ? user : "member";

    /// <summary>What else the other members see of this one, as names with values: 4 KiB of UTF-8 if the server has no other limit.
    /// Default none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a room that does not exist is an error (<see cref="RoomErrorType.NoSuchRoom"/>). If not, the default, it is
    /// made.</summary>
    public bool MustExist { get; init; }

    /// <summary>Number of members that the room may have at most, from 1, if this member makes it; null for as many as the server
    /// allows.</summary>
    public int? SizeLimit { get; init; }

    /// <summary>The queue that raises the room's events, and those of its connections; null for <see cref="EventQueue.Shared"/>.</summary>
    public EventQueue? Queue { get; init; }

    /// <summary>Adds handlers to the room, which calls this once the member is in it and before it raises any event. So they miss no event. A handler
    /// that is added after <see cref="Room.JoinAsync"/> may miss earlier events, unless the queue is polled. If this throws, the member leaves the
    /// room, and <see cref="Room.JoinAsync"/> throws the same. Null for none.</summary>
    public Action<Room>? Configure { get; init; }

    /// <summary>Options of the connections with other members. The server's STUN and TURN servers are added.</summary>
    public PeerConnectionOptions PeerConnection { get; init; } = new();

    /// <summary>The factory that makes the connections; null for the process's own.</summary>
    public PeerConnectionFactory? Factory { get; init; }

    /// <summary>More addresses of the same server, which are tried in turn; default none. A load balancer makes them unnecessary.</summary>
    public IReadOnlyList<Uri> OtherServers { get; init; } = [];

    /// <summary>The time of silence after which the server counts as lost, or as unreachable if it has never answered. The server's
    /// <c>LostAfter</c> suits it. Default 6 s.</summary>
    public TimeSpan ServerTimeout { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Changes SignalR's options, such as headers and <c>AccessTokenProvider</c>; null for none.</summary>
    public Action<HttpConnectionOptions>? ConfigureHttp { get; init; }

    /// <summary>The loggers for SignalR's log, and this library's; null for none.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}
