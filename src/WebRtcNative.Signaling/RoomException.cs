using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling;

/// <summary>Why a room could not be joined, or a request was refused.</summary>
public enum RoomErrorType
{
    /// <summary>The server, or the store behind it, cannot be reached.</summary>
    Unreachable,

    /// <summary>The server refused an argument; the message says which.</summary>
    BadRequest,

    /// <summary>The user may not do that: the server's policy, or the room, does not allow it.</summary>
    NotAllowed,

    /// <summary>There is no such room.</summary>
    NoSuchRoom,

    /// <summary>There is no such member in the room.</summary>
    NoSuchMember,

    /// <summary>The room has as many members as it may.</summary>
    RoomFull,

    /// <summary>The host has sealed the room.</summary>
    RoomSealed,

    /// <summary>A message, a name or metadata are too large.</summary>
    TooLarge,

    /// <summary>The member's connection was ended because it sent too fast.</summary>
    TooFast,

    /// <summary>The member was away or did not read for so long that the room has events for it no more.</summary>
    TooSlow,

    /// <summary>The member is not in the room any more: it was away for too long, or the server has lost its rooms.</summary>
    SessionOver,

    /// <summary>The member has a newer connection.</summary>
    Superseded,

    /// <summary>The room was left.</summary>
    Closed,
}

/// <summary>The error of a room that could not be joined, or that refused a request.</summary>
public sealed class RoomException : Exception
{
    /// <summary>Makes an exception of a kind of failure.</summary>
    /// <param name="errorType">The kind of failure.</param>
    /// <param name="message">What failed, for people.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public RoomException(RoomErrorType errorType, string message, Exception? innerException = null)
        : base(message, innerException) => ErrorType = errorType;

    /// <summary>The kind of failure.</summary>
    public RoomErrorType ErrorType { get; }

    internal static RoomException From(WireError error) => new(TypeOf(error.Code), error.Message);

    private static RoomErrorType TypeOf(string code) => code switch
    {
        ErrorCodes.NotAllowed => RoomErrorType.NotAllowed,
        ErrorCodes.NoSuchRoom => RoomErrorType.NoSuchRoom,
        ErrorCodes.NoSuchMember => RoomErrorType.NoSuchMember,
        ErrorCodes.RoomFull => RoomErrorType.RoomFull,
        ErrorCodes.RoomSealed => RoomErrorType.RoomSealed,
        ErrorCodes.TooLarge => RoomErrorType.TooLarge,
        ErrorCodes.TooFast => RoomErrorType.TooFast,
        ErrorCodes.TooSlow => RoomErrorType.TooSlow,
        ErrorCodes.SessionOver => RoomErrorType.SessionOver,
        ErrorCodes.Superseded => RoomErrorType.Superseded,
        ErrorCodes.Unavailable => RoomErrorType.Unreachable,
        _ => RoomErrorType.BadRequest,
    };
}
