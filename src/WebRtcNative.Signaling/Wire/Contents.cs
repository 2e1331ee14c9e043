namespace WebRtcNative.Signaling.Wire;

internal sealed record WireMember
{
    public required string Id { get; init; }

    /// <summary>Members of a room are numbered in the order in which they have joined.</summary>
    public required long Number { get; init; }

    public string Name { get; init; } = "";

    public Dictionary<string, string> Metadata { get; init; } = [];

    /// <summary>Whether the member has no connection at the moment.</summary>
    public bool Lost { get; init; }
}

/// <summary>One thing that a member does in its room.</summary>
internal sealed record WireItem
{
    /// <summary>One of <see cref="ItemKinds"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>The member that a message is for; null for all others.</summary>
    public string? To { get; init; }

    /// <summary>Null for the program's own messages.</summary>
    public string? Topic { get; init; }

    public string? Text { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }

    public bool? Sealed { get; init; }
}

internal static class ItemKinds
{
    public const string Message = "message";
    public const string Update = "update";
    public const string Seal = "seal";
    public const string Leave = "leave";
}

/// <summary>Events of a room have numbers, from 1. A member receives the events that are for it in that order.</summary>
internal sealed record WireEvent
{
    public long Number { get; init; }

    /// <summary>One of <see cref="EventKinds"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The member that the event is about, or the sender of a message.</summary>
    public string Member { get; init; } = "";

    /// <summary>The member that a message is for; null for all but the sender.</summary>
    public string? To { get; init; }

    public string? Topic { get; init; }

    public string? Text { get; init; }

    /// <summary>Of a member that has joined.</summary>
    public WireMember? Info { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }

    public bool? Sealed { get; init; }

    /// <summary>Why a member has left: one of <see cref="LeaveReasons"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long At { get; init; }
}

internal static class EventKinds
{
    public const string Joined = "joined";
    public const string Left = "left";
    public const string Lost = "lost";
    public const string Back = "back";
    public const string Host = "host";
    public const string Sealed = "sealed";
    public const string Updated = "updated";
    public const string Message = "message";
}

internal static class LeaveReasons
{
    public const string Left = "left";
    public const string Lost = "lost";
    public const string TooSlow = "too-slow";
}

/// <summary>RTCIceServer (WebRTC 1.0, section 4.2.4), and when its credential ends.</summary>
internal sealed record WireIceServer
{
    public List<string> Urls { get; init; } = [];

    public string? Username { get; init; }

    public string? Credential { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long? Expires { get; init; }
}

internal sealed record WireError(string Code, string Message)
{
    /// <summary>Milliseconds.</summary>
    public int? RetryAfter { get; init; }
}

internal static class ErrorCodes
{
    public const string BadRequest = "bad-request";
    public const string NotAllowed = "not-allowed";
    public const string NoSuchRoom = "no-such-room";
    public const string NoSuchMember = "no-such-member";
    public const string RoomFull = "room-full";
    public const string RoomSealed = "room-sealed";
    public const string TooLarge = "too-large";
    public const string TooFast = "too-fast";
    public const string TooSlow = "too-slow";
    public const string SessionOver = "session-over";
    public const string Superseded = "superseded";
    public const string Unavailable = "unavailable";
}

internal sealed record Delivery
{
    public List<WireEvent> Events { get; init; } = [];
}

/// <summary>Names of methods of the hub and of its clients.</summary>
internal static class Methods
{
    public const string Join = nameof(Join);
    public const string Resume = nameof(Resume);
    public const string Send = nameof(Send);
    public const string IceServers = nameof(IceServers);
    public const string Deliver = nameof(Deliver);
    public const string Over = nameof(Over);
}
