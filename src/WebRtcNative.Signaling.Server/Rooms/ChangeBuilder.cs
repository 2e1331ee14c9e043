using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling.Server.Rooms;

/// <summary>Collects what one operation changes.</summary>
internal sealed class ChangeBuilder
{
    private readonly RoomReplica _room;
    private readonly long _now;
    private readonly Dictionary<string, MemberState?> _members = []; // null: gone
    private readonly List<WireEvent> _events = [];
    private int _trimmedCount;

    public ChangeBuilder(RoomReplica room, DateTimeOffset now, TimeSpan retention)
    {
        _room = room;
        _now = now.ToUnixTimeMilliseconds();
        State = room.State;
        TrimBefore(_now - (long)retention.TotalMilliseconds);
    }

    public RoomState State { get; set; }

    public long Now => _now;

    public IEnumerable<MemberState> Members =>
        _room.Members.Values.Where(member => !_members.ContainsKey(member.Id)).Concat(_members.Values.OfType<MemberState>());

    public MemberState? Find(string id) => _members.TryGetValue(id, out var changed) ? changed : _room.Members.GetValueOrDefault(id);

    public void Set(MemberState member) => _members[member.Id] = member;

    public void Add(WireEvent next)
    {
        State = State with { Number = State.Number + 1 };
        _events.Add(next with { Number = State.Number, At = _now });
    }

    /// <summary>If the member was the host, the member that joined first of those left becomes the host.</summary>
    public void Remove(string id, string reason)
    {
        _members[id] = null;
        Add(new WireEvent { Kind = EventKinds.Left, Member = id, Reason = reason });
        if (State.Host == id && Members.MinBy(member => member.Number) is { } next)
        {
            State = State with { Host = next.Id };
            Add(new WireEvent { Kind = EventKinds.Host, Member = next.Id });
        }
    }

    public RoomChange Build() => new()
    {
        From = _room.State.Version,
        State = State with { Version = State.Version + 1 },
        Members = [.. _members.Values.OfType<MemberState>()],
        Removed = [.. _members.Where(entry => entry.Value == null).Select(entry => entry.Key)],
        Events = _events,
        TrimmedCount = _trimmedCount,
    };

    private void TrimBefore(long oldest)
    {
        foreach (var old in _room.Log)
        {
            if (old.At >= oldest)
                return;
            _trimmedCount++;
            if (old.To == null)
                State = State with { Trimmed = old.Number };
            else if (Find(old.To) is { } member)
                Set(member with { Trimmed = old.Number });
        }
    }
}
