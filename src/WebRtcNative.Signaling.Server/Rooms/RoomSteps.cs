using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling.Server.Rooms;

/// <summary>The operations on a room. Each reads a replica and gives the change to commit; if another node was faster, the operation
/// runs again on the newer replica. So each may run several times, and changes nothing by itself.</summary>
internal static class RoomSteps
{
    // The member is complete but for its number.
    public static Step<JoinReply> Join(RoomReplica room, ChangeBuilder change, MemberState member, JoinRequest request, int mostMembers,
        bool mustBeNew)
    {
        // Committed, but the answer was lost on its way.
        if (room.Members.TryGetValue(member.Id, out var present))
            return new(Welcome(present, change), null, null);
        if (room.Members.Count == 0)
        {
            if (request.MustExist)
                return new WireError(ErrorCodes.NoSuchRoom, $"There is no room \"{request.Room}\".");
            change.State = change.State with
            {
                // Versions of two rooms, one after the other of the same name, must differ.
                Version = Math.Max(change.State.Version, change.Now * 1000),
                Host = member.Id,
                Sealed = false,
                SizeLimit = request.SizeLimit ?? mostMembers,
            };
        }
        else if (mustBeNew)
        {
            return Errors.Taken;
        }
        if (change.State.Sealed)
            return Errors.Sealed;
        if (room.Members.Count >= change.State.SizeLimit)
            return new WireError(ErrorCodes.RoomFull, $"The room has its {change.State.SizeLimit} members.");
        member = member with { Number = change.State.Joined + 1 };
        change.State = change.State with { Joined = member.Number };
        change.Set(member);
        change.Add(new WireEvent { Kind = EventKinds.Joined, Member = member.Id, Info = member.ToWire() });
        return new(Welcome(member, change), change.Build(), null);
    }

    public static Step<(MemberSession Session, long Accepted)> Resume(
        RoomReplica room, ChangeBuilder change, ResumeRequest request, string tokenHash, string? user, string node)
    {
        if (room.Members.GetValueOrDefault(request.Member!) is not { } member || member.TokenHash != tokenHash || member.User != user)
            return Errors.SessionOver;
        if (request.Number < 0 || request.Number > room.State.Number)
            return Errors.BadRequest("The room has not got so far.");
        if (!room.HasAll(member, request.Number))
        {
            change.Remove(member.Id, LeaveReasons.TooSlow);
            return new(default, change.Build(), Errors.TooSlow);
        }
        var resumed = (change.Find(member.Id) ?? member) with { Epoch = member.Epoch + 1, Node = node, LostAt = 0 };
        change.Set(resumed);
        if (member.IsLost)
            change.Add(new WireEvent { Kind = EventKinds.Back, Member = member.Id });
        return new((new MemberSession(request.Room!, member.Id, resumed.Epoch), member.Accepted), change.Build(), null);
    }

    public static Step<SendReply> Send(RoomReplica room, ChangeBuilder change, MemberSession session, SendRequest request, int mostPending)
    {
        if (room.Members.GetValueOrDefault(session.Member) is not { } member)
            return Errors.SessionOver;
        if (member.Epoch != session.Epoch)
            return Errors.Superseded;
        var items = request.Items!;
        if (request.Number < 1 || request.Number > member.Accepted + 1)
            return Errors.BadRequest($"Item {request.Number} came when {member.Accepted + 1} was expected.");
        // The rest was accepted before, but the answer was lost on its way.
        var begin = (int)Math.Min(member.Accepted + 1 - request.Number, items.Count);
        var size = items.Skip(begin).Sum(item => RoomReplica.SizeOf(item.Text));
        if (begin < items.Count && room.PendingBytes(member.Id) + size > mostPending)
            return Errors.TooFast(TimeSpan.FromSeconds(2));

        List<WireRefusal>? refused = null;
        for (var i = begin; i < items.Count && change.Find(member.Id) != null; i++)
        {
            change.Set(change.Find(member.Id)! with { Accepted = request.Number + i });
            if (Do(change, change.Find(member.Id)!, items[i]) is { } error)
                (refused ??= []).Add(new WireRefusal(request.Number + i, error));
        }
        return new(new SendReply { Refused = refused }, begin < items.Count ? change.Build() : null, null);
    }

    /// <summary>For the end of a connection; does nothing if the member has a newer one.</summary>
    public static Step<bool> Lose(RoomReplica room, ChangeBuilder change, MemberSession session)
    {
        if (room.Members.GetValueOrDefault(session.Member) is not { IsLost: false } member || member.Epoch != session.Epoch)
            return default;
        change.Set(change.Find(member.Id)! with { LostAt = change.Now });
        change.Add(new WireEvent { Kind = EventKinds.Lost, Member = member.Id });
        return new(true, change.Build(), null);
    }

    /// <summary>For a node that has died.</summary>
    public static Step<bool> LoseNode(RoomReplica room, ChangeBuilder change, string node)
    {
        var lost = room.Members.Values.Where(member => member.Node == node && !member.IsLost).ToList();
        foreach (var member in lost)
        {
            change.Set(change.Find(member.Id)! with { LostAt = change.Now });
            change.Add(new WireEvent { Kind = EventKinds.Lost, Member = member.Id });
        }
        return lost.Count == 0 ? default : new(true, change.Build(), null);
    }

    /// <summary>For a member that was declared lost with its node, which lives.</summary>
    public static Step<bool> Return(RoomReplica room, ChangeBuilder change, MemberSession session)
    {
        if (room.Members.GetValueOrDefault(session.Member) is not { IsLost: true } member || member.Epoch != session.Epoch)
            return default;
        change.Set(change.Find(member.Id)! with { LostAt = 0 });
        change.Add(new WireEvent { Kind = EventKinds.Back, Member = member.Id });
        return new(true, change.Build(), null);
    }

    /// <summary>Removes the members that were lost too long ago.</summary>
    public static Step<bool> Expire(RoomReplica room, ChangeBuilder change, TimeSpan leftAfter)
    {
        var oldest = change.Now - (long)leftAfter.TotalMilliseconds;
        var gone = room.Members.Values.Where(member => member.IsLost && member.LostAt <= oldest).ToList();
        gone.ForEach(member => change.Remove(member.Id, LeaveReasons.Lost));
        return gone.Count == 0 ? default : new(true, change.Build(), null);
    }

    public static Step<bool> Drop(RoomReplica room, ChangeBuilder change, MemberSession session, string reason)
    {
        if (room.Members.GetValueOrDefault(session.Member)?.Epoch != session.Epoch)
            return default;
        change.Remove(session.Member, reason);
        return new(true, change.Build(), null);
    }

    private static WireError? Do(ChangeBuilder change, MemberState member, WireItem item)
    {
        switch (item.Kind)
        {
            case ItemKinds.Message:
                if (item.To != null && change.Find(item.To) == null)
                    return new WireError(ErrorCodes.NoSuchMember, "No member of this room has this id.");
                change.Add(new WireEvent
                {
                    Kind = EventKinds.Message,
                    Member = member.Id,
                    To = item.To,
                    Topic = item.Topic,
                    Text = item.Text ?? "",
                });
                return null;
            case ItemKinds.Update:
                change.Set(member with { Metadata = item.Metadata! });
                change.Add(new WireEvent { Kind = EventKinds.Updated, Member = member.Id, Metadata = item.Metadata });
                return null;
            case ItemKinds.Seal:
                if (change.State.Host != member.Id)
                    return new WireError(ErrorCodes.NotAllowed, "Only the host seals the room.");
                change.State = change.State with { Sealed = item.Sealed ?? true };
                change.Add(new WireEvent { Kind = EventKinds.Sealed, Member = member.Id, Sealed = change.State.Sealed });
                return null;
            default: // RequestChecks has let nothing else through
                change.Remove(member.Id, LeaveReasons.Left);
                return null;
        }
    }

    private static JoinReply Welcome(MemberState member, ChangeBuilder change) => new()
    {
        Member = member.Id,
        Number = change.State.Number,
        Members = [.. change.Members.OrderBy(other => other.Number).Select(other => other.ToWire())],
        Host = change.State.Host,
        Sealed = change.State.Sealed,
        SizeLimit = change.State.SizeLimit,
    };
}
