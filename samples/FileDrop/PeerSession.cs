using System.Diagnostics;
using WebRtcNative;
using WebRtcNative.Signaling;

namespace FileDrop;

/// <summary>A member of a room of two, its connection with the other one, and the loop that drives both as a game would: poll, work,
/// wait.</summary>
internal sealed class PeerSession : IAsyncDisposable
{
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan TurnInterval = TimeSpan.FromMilliseconds(1);

    private readonly EventQueue _queue;
    private readonly Room _room;
    private Task _connecting = Task.CompletedTask;
    private PeerConnection? _connection;
    private long _negotiationStarted;

    private PeerSession(EventQueue queue, Room room)
    {
        (_queue, _room) = (queue, room);
        room.ConnectionReceived += (_, received) =>
        {
            Use(received.Connection);
            received.Connection.DataChannelReceived += (_, channel) => ChannelReceived?.Invoke(channel);
        };
    }

    public event Action<DataChannel>? ChannelReceived;

    /// <summary>Runs along with every turn of the loop, once there is a channel for it.</summary>
    public PositionStream? Positions { get; set; }

    /// <summary>The other member, once it is there.</summary>
    public RoomMember? Other => _room.Members.FirstOrDefault(member => member != _room.Self && !member.IsLost);

    /// <summary>How long it has been since the negotiation began.</summary>
    public TimeSpan SinceNegotiation => Stopwatch.GetElapsedTime(_negotiationStarted);

    public string CandidatePair => _connection?.Sctp?.Transport.IceTransport.SelectedCandidatePair is { } pair
        ? CandidateText.Describe(pair.Local.Candidate, pair.Remote.Candidate)
        : "unknown";

    /// <summary>Joins the room. All of its events are raised by the loop.</summary>
    public static async Task<PeerSession> JoinAsync(string server, string room, string name, CancellationToken cancellation)
    {
        var queue = new EventQueue();
        try
        {
            var options = new RoomOptions { Name = name, SizeLimit = 2, Queue = queue };
            return new PeerSession(queue, await Room.JoinAsync(new Uri(new Uri(server), "/signaling"), room, options, cancellation));
        }
        catch
        {
            queue.Dispose();
            throw;
        }
    }

    /// <summary>Begins to connect with the other member. <paramref name="createChannels"/> creates what this side sends through.</summary>
    public void Connect(Action<PeerConnection> createChannels) => _connecting = _room.ConnectAsync(Other!, connection =>
    {
        Use(connection);
        createChannels(connection);
    });

    /// <summary>Runs <paramref name="turn"/> about a thousand times a second until it returns true.</summary>
    public async Task RunUntilAsync(Func<bool> turn, CancellationToken cancellation)
    {
        using var clock = new PeriodicTimer(TurnInterval);
        do
        {
            Poll();
            if (turn()) return;
        }
        while (await clock.WaitForNextTickAsync(cancellation));
    }

    /// <summary>The same with a time limit: false if <paramref name="condition"/> did not become true before it.</summary>
    public async Task<bool> WaitForAsync(Func<bool> condition, TimeSpan timeout, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var met = false;
        await RunUntilAsync(() => (met = condition()) || Stopwatch.GetElapsedTime(started) > timeout, cancellation);
        return met;
    }

    public async ValueTask DisposeAsync()
    {
        await _room.DisposeAsync();
        _queue.Dispose();
    }

    private void Use(PeerConnection connection)
    {
        _connection = connection;
        _negotiationStarted = Stopwatch.GetTimestamp();
    }

    private void Poll()
    {
        _queue.Poll();
        Positions?.Turn();
        if (_connecting.IsFaulted)
            _connecting.GetAwaiter().GetResult(); // throws

        var state = _connection?.ConnectionState ?? PeerConnectionState.New;
        if (state == PeerConnectionState.Failed)
            throw new IOException("The connection failed: no way between the two peers works any more.");

        // Once the peers are connected they need the server no longer.
        if (state is not (PeerConnectionState.Connected or PeerConnectionState.Disconnected) && _room.State == RoomState.Closed)
            throw new IOException($"The signaling server is lost: {_room.Error?.Message}");
    }
}
