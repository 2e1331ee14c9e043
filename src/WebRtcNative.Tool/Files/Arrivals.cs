using System.Threading.Channels;
using WebRtcNative.Signaling;
using WebRtcNative.Tool.Meeting;

namespace WebRtcNative.Tool.Files;

/// <summary>Connections of senders: one at a time, and a new one takes the place of one whose sender is lost or connects again.</summary>
internal sealed class Arrivals : IDisposable
{
    private readonly Room _room;
    private readonly Channel<RoomConnection> _waiting = Channel.CreateUnbounded<RoomConnection>();
    private readonly Lock _lock = new();
    private (RoomConnection Connection, CancellationTokenSource Replaced)? _current;

    public Arrivals(Room room)
    {
        _room = room;
        room.ConnectionReceived += OnConnection;
        room.StateChanged += OnState;
    }

    /// <summary>The next sender, its connection, and what is cancelled when another connection takes its place.</summary>
    public async Task<(RoomMember Member, PeerConnection Connection, CancellationToken Replaced)> NextAsync(CancellationToken cancellation)
    {
        var next = await ReadAsync(cancellation);
        var replaced = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        lock (_lock)
            _current = (next, replaced);
        return (next.Member, next.Connection, replaced.Token);
    }

    /// <summary>Closes the connection that <see cref="NextAsync"/> has returned.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            _current?.Connection.Connection.Dispose();
            _current?.Replaced.Dispose();
            _current = null;
        }
    }

    public void Dispose()
    {
        _room.ConnectionReceived -= OnConnection;
        _room.StateChanged -= OnState;
        Finish();
    }

    private async Task<RoomConnection> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return await _waiting.Reader.ReadAsync(cancellation);
        }
        catch (ChannelClosedException)
        {
            throw _room.Error ?? new RoomException(RoomErrorType.Closed, "The room is closed.");
        }
    }

    private void OnState(object? sender, RoomState state)
    {
        if (state == RoomState.Closed)
            _waiting.Writer.TryComplete();
    }

    private void OnConnection(object? sender, RoomConnection arrived)
    {
        if (Place.RoleOf(arrived.Member) != SendCommand.Role)
            return; // its member finds nobody to talk with
        lock (_lock)
        {
            if (_current is { } current)
            {
                if (current.Connection.Member != arrived.Member && current.Connection.Member is { IsLost: false, HasLeft: false })
                {
                    arrived.Connection.Dispose(); // a second sender tries again later
                    return;
                }
                _ = current.Replaced.CancelAsync();
            }
        }
        _waiting.Writer.TryWrite(arrived);
    }
}
