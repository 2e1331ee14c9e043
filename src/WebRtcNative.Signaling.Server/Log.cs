using Microsoft.Extensions.Logging;

namespace WebRtcNative.Signaling.Server;

/// <summary>All log messages. In one class, since the generator puts several classes into the assembly in random order, and a
/// package would differ each time. What a client has written is not logged, and neither are tokens.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Member {Member} has joined the room {Room}.")]
    public static partial void Joined(ILogger logger, string member, string room);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Member {Member} of the room {Room} has resumed.")]
    public static partial void Resumed(ILogger logger, string member, string room);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "The connection of member {Member} of the room {Room} has ended.")]
    public static partial void ConnectionLost(ILogger logger, string member, string room);

    [LoggerMessage(EventId = 4, Level = LogLevel.Information, Message = "{Method} of {Member} was refused, {Code}: {Reason}")]
    public static partial void Refused(ILogger logger, string method, string member, string code, string reason);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "{Method} could not reach the rooms: {Reason}")]
    public static partial void StoreFailed(ILogger logger, string method, string reason);

    [LoggerMessage(EventId = 6, Level = LogLevel.Warning, Message = "The sweep of the room {Room} has failed.")]
    public static partial void SweepFailed(ILogger logger, Exception exception, string room);

    [LoggerMessage(EventId = 7, Level = LogLevel.Warning, Message = "A page from the origin {Origin} may not connect.")]
    public static partial void WrongOrigin(ILogger logger, string origin);

    [LoggerMessage(EventId = 8, Level = LogLevel.Warning, Message = "The node {Node} has died; it served {Rooms} rooms.")]
    public static partial void NodeDied(ILogger logger, string node, int rooms);

    [LoggerMessage(EventId = 9, Level = LogLevel.Warning, Message = "This node could not renew its lease, or look after lost members: {Reason}")]
    public static partial void NodeFailed(ILogger logger, string reason);

    [LoggerMessage(EventId = 10, Level = LogLevel.Information, Message = "Member {Member} has left the room {Room}: {Reason}.")]
    public static partial void Left(ILogger logger, string member, string room, string? reason);

    [LoggerMessage(EventId = 11, Level = LogLevel.Error, Message = "Redis cannot be reached, and members wait: {Reason}")]
    public static partial void RedisLost(ILogger logger, string reason);

    [LoggerMessage(EventId = 12, Level = LogLevel.Warning, Message = "Redis can be reached again.")]
    public static partial void RedisBack(ILogger logger);
}
