using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling.Server.Rooms;

/// <summary>A step of a room from one version to the next: what is different afterwards, and the events that tell members of it.
/// Every node that has a member in the room applies the same changes in the same order.</summary>
internal sealed record RoomChange
{
    /// <summary>The version that it is a change of.</summary>
    public required long From { get; init; }

    public required RoomState State { get; init; }

    /// <summary>Members with new contents.</summary>
    public List<MemberState> Members { get; init; } = [];

    /// <summary>Ids of members that are gone.</summary>
    public List<string> Removed { get; init; } = [];

    public List<WireEvent> Events { get; init; } = [];

    /// <summary>How many of the oldest events leave the log.</summary>
    public int TrimmedCount { get; init; }
}

/// <summary>What an operation on a room gives: an error, or a result with the change that it needs (null if nothing changes).</summary>
internal readonly record struct Step<T>(T? Result, RoomChange? Change, WireError? Error)
{
    public static implicit operator Step<T>(WireError error) => new(default, null, error);
}

/// <summary>Errors, each in one place.</summary>
internal static class Errors
{
    public static readonly WireError SessionOver =
        new(ErrorCodes.SessionOver, "This member is not in the room, or the token is not its token. Join again.");

    public static readonly WireError Superseded =
        new(ErrorCodes.Superseded, "The member has a newer connection.");

    public static readonly WireError NotJoined =
        new(ErrorCodes.BadRequest, "This connection has not joined a room.");

    public static readonly WireError TooSlow =
        new(ErrorCodes.TooSlow, "Events that this member has not received are in the room's log no more. Join again.");

    public static readonly WireError Taken = new(ErrorCodes.Unavailable, "The code is taken.");

    public static readonly WireError Sealed = new(ErrorCodes.RoomSealed, "The room is sealed.");

    public static WireError BadRequest(string message) => new(ErrorCodes.BadRequest, message);

    public static WireError TooLarge(string message) => new(ErrorCodes.TooLarge, message);

    public static WireError TooFast(TimeSpan retryAfter) =>
        new(ErrorCodes.TooFast, "This member sends too fast.") { RetryAfter = (int)Math.Ceiling(retryAfter.TotalMilliseconds) };

    public static WireError Unavailable(string message) => new(ErrorCodes.Unavailable, message) { RetryAfter = 500 };
}
