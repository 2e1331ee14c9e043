using System.Threading.Channels;
using WebRtcNative.Signaling;

namespace WebRtcNative.Tool.Meeting;

/// <summary>The members of a room that have one role, such as the receivers for a sender.</summary>
internal sealed class Counterparts : IDisposable
{
    private readonly Room _room;
    private readonly string _role;
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<(RoomMember Member, CancellationTokenSource Replaced)> _watched = [];

    public Counterparts(Room room, string role)
    {
        (_room, _role) = (room, role);
        room.MemberJoined += OnChange;
        room.MemberUpdated += OnChange;
        room.MemberBack += OnChange;
        room.MemberLost += OnChange;
        room.MemberLeft += OnChange;
        room.StateChanged += OnState;
    }

    /// <summary>The newest one that is there.</summary>
    /// <exception cref="RoomException">The room is closed.</exception>
    public async Task<RoomMember> WaitAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (_room.State == RoomState.Closed)
                throw _room.Error ?? new RoomException(RoomErrorType.Closed, "The room is closed.");
            if (Newest() is { } member)
                return member;
            await _changes.Reader.ReadAsync(cancellation);
        }
    }

    /// <summary>Is cancelled when a member is lost and there is another one, such as the same program, started again. A member that has
    /// only lost its server is still connected, so being lost alone means nothing.</summary>
    public CancellationTokenSource Watch(RoomMember member, CancellationToken cancellation)
    {
        var watch = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        lock (_watched)
            _watched.Add((member, watch));
        OnChange(null, member);
        return watch;
    }

    public void Dispose()
    {
        _room.MemberJoined -= OnChange;
        _room.MemberUpdated -= OnChange;
        _room.MemberBack -= OnChange;
        _room.MemberLost -= OnChange;
        _room.MemberLeft -= OnChange;
        _room.StateChanged -= OnState;
    }

    private RoomMember? Newest() =>
        _room.Members.LastOrDefault(member => member != _room.Self && Place.RoleOf(member) == _role && member is { IsLost: false, HasLeft: false });

    private void OnState(object? sender, RoomState state) => _changes.Writer.TryWrite(true);

    private void OnChange(object? sender, RoomMember changed)
    {
        _changes.Writer.TryWrite(true);
        List<CancellationTokenSource> over;
        lock (_watched)
        {
            over = [.. _watched.Where(one => (one.Member.IsLost || one.Member.HasLeft) && Newest() != null).Select(one => one.Replaced)];
            _watched.RemoveAll(one => over.Contains(one.Replaced));
        }
        foreach (var watch in over)
            _ = CancelAsync(watch);
    }

    private static async Task CancelAsync(CancellationTokenSource watch)
    {
        try
        {
            await watch.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // What was watched has ended.
        }
    }
}
