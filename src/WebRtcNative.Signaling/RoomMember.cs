using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling;

/// <summary>A member of a room. Its properties change with the room's events.</summary>
public sealed class RoomMember
{
    internal RoomMember(WireMember member)
    {
        (Id, Number, Name, Metadata) = (member.Id, member.Number, member.Name, member.Metadata);
        IsLost = member.Lost;
    }

    /// <summary>Identifier of the member: unique in the room, and never used again.</summary>
    public string Id { get; }

    /// <summary>Number of the member, from 1: the room counts its members in the order in which they joined.</summary>
    public long Number { get; }

    /// <summary>The name, for people. Other members may have the same.</summary>
    public string Name { get; }

    /// <summary>What the member says of itself, as names with values; changes with <see cref="Room.MemberUpdated"/>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; internal set; }

    /// <summary>Whether the server has no connection with the member at the moment. It may come back, and peers may be connected with it all
    /// the same.</summary>
    public bool IsLost { get; internal set; }

    /// <summary>Whether the member has left the room, or was lost for too long.</summary>
    public bool HasLeft { get; internal set; }

    /// <summary>The name and the id.</summary>
    public override string ToString() => $"{Name} ({Id})";
}

/// <summary>A text that another member has sent to this one or to all.</summary>
/// <param name="From">The member that sent it.</param>
/// <param name="Text">The text of the message; may be empty.</param>
/// <param name="IsPrivate">Whether the message is for this member alone.</param>
public sealed record RoomMessage(RoomMember From, string Text, bool IsPrivate);

/// <summary>What has happened to a member.</summary>
public enum MemberChangeKind
{
    /// <summary>The member has joined, or was there already.</summary>
    Joined,

    /// <summary>The server has lost the member's connection.</summary>
    Lost,

    /// <summary>The member's connection is there again.</summary>
    Back,

    /// <summary>The member has other metadata.</summary>
    Updated,

    /// <summary>The member has left, or was lost for too long.</summary>
    Left,
}

/// <summary>A member of a room, and what has happened to it.</summary>
/// <param name="Member">The member that something has happened to.</param>
/// <param name="Kind">What has happened to the member.</param>
public sealed record MemberChange(RoomMember Member, MemberChangeKind Kind);

/// <summary>Whether a room is connected with its server.</summary>
public enum RoomState
{
    /// <summary>The room is connected.</summary>
    Connected,

    /// <summary>The connection is lost, and being made again. What is sent meanwhile arrives later.</summary>
    Reconnecting,

    /// <summary>The room was left, or the server has ended the membership (<see cref="Room.Error"/>).</summary>
    Closed,
}

/// <summary>A connection that another member has begun.</summary>
/// <param name="Member">The member that has begun the connection.</param>
/// <param name="Connection">The connection, before its negotiation.</param>
public sealed record RoomConnection(RoomMember Member, PeerConnection Connection);
