using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling.Server.Rooms;

/// <summary>A room's state and the log of its latest events. Operations (see <see cref="RoomSteps"/>) read it and give a change;
/// <see cref="Apply"/> makes the change. Not thread-safe: <see cref="Room"/> has the lock.</summary>
internal sealed class RoomReplica
{
    private readonly Dictionary<string, MemberState> _members = [];
    private readonly Dictionary<string, int> _pendingBytes = []; // of the log's messages, by sender
    private readonly List<WireEvent> _log = [];
    private int _first; // index in _log: events before it are trimmed

    public RoomState State { get; private set; } = new();

    public IReadOnlyDictionary<string, MemberState> Members => _members;

    public IEnumerable<WireEvent> Log => _log.Skip(_first);

    public int PendingBytes(string sender) => _pendingBytes.GetValueOrDefault(sender);

    public void Load(RoomState state, IEnumerable<MemberState> members, IEnumerable<WireEvent> log)
    {
        _members.Clear();
        _pendingBytes.Clear();
        _log.Clear();
        _first = 0;
        State = state;
        foreach (var member in members)
            _members[member.Id] = member;
        foreach (var next in log)
            Append(next);
    }

    public void Apply(RoomChange change)
    {
        State = change.State;
        foreach (var member in change.Members)
            _members[member.Id] = member;
        foreach (var id in change.Removed)
            _members.Remove(id);
        for (var i = 0; i < change.TrimmedCount; i++)
            Trim();
        change.Events.ForEach(Append);
    }

    /// <summary>The events after a number, oldest first. The list is a copy.</summary>
    public List<WireEvent> Read(long after, int most)
    {
        // Numbers in the log have no gaps.
        var begin = _log.Count == _first ? 0 : Math.Max(0, (int)(after + 1 - _log[_first].Number));
        var count = Math.Min(most, _log.Count - _first - begin);
        return count > 0 ? _log.GetRange(_first + begin, count) : [];
    }

    /// <summary>Whether no event for this member after a number has left the log.</summary>
    public bool HasAll(MemberState member, long after) => after >= State.Trimmed && after >= member.Trimmed;

    /// <summary>A sum that bounds the memory of the log: the text, and an allowance for what surrounds it.</summary>
    public static int SizeOf(string? text) => 256 + (2 * (text?.Length ?? 0));

    private void Append(WireEvent next)
    {
        _log.Add(next);
        if (next.Kind == EventKinds.Message)
            _pendingBytes[next.Member] = PendingBytes(next.Member) + SizeOf(next.Text);
    }

    private void Trim()
    {
        var old = _log[_first];
        _log[_first++] = null!;
        if (_first > 64 && _first > _log.Count / 2)
        {
            _log.RemoveRange(0, _first);
            _first = 0;
        }
        if (old.Kind != EventKinds.Message)
            return;
        var left = PendingBytes(old.Member) - SizeOf(old.Text);
        if (left > 0)
            _pendingBytes[old.Member] = left;
        else
            _pendingBytes.Remove(old.Member);
    }
}
