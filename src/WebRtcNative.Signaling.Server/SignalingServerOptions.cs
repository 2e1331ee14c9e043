namespace WebRtcNative.Signaling.Server;

/// <summary>Limits and times of the signaling server, the same on all nodes. Checked when the host starts.</summary>
public sealed class SignalingServerOptions
{
    /// <summary>Origins of web pages that may connect, such as <c>https://game.example</c>; <c>*</c> for all. The page's own origin may
    /// when it is the server's. Programs, which send no origin, may always.</summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>The name of an authorization policy that decides who may join which room; null for none. Its resource is a
    /// <see cref="RoomAccess"/>.</summary>
    public string? JoinPolicy { get; set; }

    /// <summary>Number of members that a room has at most, from 1; a room's first member may choose less. Default 64.</summary>
    public int MaxRoomSize { get; set; } = 64;

    /// <summary>Number of rooms that a node has at most, from 1. Default 100,000.</summary>
    public int MaxRooms { get; set; } = 100_000;

    /// <summary>The longest message in UTF-8 bytes, 1 KiB to 1 MiB. Default 64 KiB.</summary>
    public int MaxMessageSize { get; set; } = 64 * 1024;

    /// <summary>The longest metadata of a member in UTF-8 bytes, names and values together, 0 to 64 KiB. Default 4 KiB.</summary>
    public int MaxMetadataSize { get; set; } = 4 * 1024;

    /// <summary>Number of messages that a member may send per second, on average, from 1. Further ones wait at the client. Default 50.</summary>
    public int MessagesPerSecond { get; set; } = 50;

    /// <summary>Number of messages that a member may send at once, from 64, before <see cref="MessagesPerSecond"/> slows it down. Default
    /// 1,000.</summary>
    public int MessageBurst { get; set; } = 1000;

    /// <summary>Bytes of the room's log that one member's messages may take, at least four times <see cref="MaxMessageSize"/>, which bounds
    /// what it may send within <see cref="Retention"/>. Default 4 MiB.</summary>
    public int MaxPendingBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>The time of silence after which a connection counts as lost. Clients send something three times as often. At least
    /// 0.3 s; default 6 s.</summary>
    public TimeSpan LostAfter { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>The time without a connection after which a member has left, from 0. Default 20 s.</summary>
    public TimeSpan LeftAfter { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a connection may exist before it has joined a room, more than 0. Default 15 s.</summary>
    public TimeSpan JoinTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>URLs of the STUN servers for all members, such as <c>stun:stun.example.org</c>. Default none.</summary>
    public IList<string> StunUrls { get; } = [];

    /// <summary>The TURN servers for all members, and the secret that the signaling server shares with them.</summary>
    public TurnOptions Turn { get; } = new();

    /// <summary>How long the room's log keeps an event, for members that come back: until each of them is back or has left. 42 s with the
    /// defaults.</summary>
    public TimeSpan Retention => (2 * LostAfter) + LeftAfter + TimeSpan.FromSeconds(10);
}

/// <summary>TURN servers whose credentials are made of a shared secret, as coturn's <c>use-auth-secret</c> has it.</summary>
public sealed class TurnOptions
{
    /// <summary>URLs of the TURN servers, such as <c>turn:turn.example.org?transport=udp</c>; empty, the default, for none.</summary>
    public IList<string> Urls { get; } = [];

    /// <summary>coturn's <c>static-auth-secret</c>; null only while <see cref="Urls"/> is empty.</summary>
    public string? Secret { get; set; }

    /// <summary>How long a TURN credential may be used, at least one minute. Default one hour.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);
}

/// <summary>The room that a member wants to join, which a <see cref="SignalingServerOptions.JoinPolicy"/> allows or refuses.</summary>
/// <param name="Room">The room's name; null for a new room with a code.</param>
/// <param name="MemberName">The name that the member would have.</param>
public sealed record RoomAccess(string? Room, string MemberName);
