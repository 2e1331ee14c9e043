using WebRtcNative.Signaling.Link;
using WebRtcNative.Signaling.Peers;
using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling;

/// <summary>A room of a WebRtcNative.Signaling server, as one of its members sees it: who is there, messages, and connections with the other
/// members.</summary>
/// <remarks>
/// <para>When the connection with the server is lost, the room connects again by itself. What was sent meanwhile, by this member or the
/// others, then arrives once and in order. Connections with other members need no server while they last.</para>
/// <para>All events are raised by the room's queue: in Poll, if it is polled. Properties change with the events. Members may be called
/// from any thread and from handlers.</para>
/// </remarks>
public sealed partial class Room : IAsyncDisposable
{
    /// <summary>How long <see cref="LeaveAsync"/> waits for a server that does not answer.</summary>
    private static readonly TimeSpan s_leaveTimeout = TimeSpan.FromSeconds(2);

    private readonly RoomLink _link;
    private readonly EventLane _lane;
    private readonly RoomPeers _peers;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RoomMember> _members = [];
    private int _maxMessageSize;
    private Task? _leaving;

    private Room(Uri server, RoomOptions options)
    {
        Options = options;
        Queue = options.Queue ?? EventQueue.Shared;
        _lane = new EventLane(Queue);
        _link = new RoomLink(
            server, options, next => _lane.Add(() => Apply(next)), isConnected => _lane.Add(() => SetConnected(isConnected)),
            error => _lane.Add(() => End(error)));
        _peers = new RoomPeers(this);
    }

    /// <summary>The room's name; of a room that <see cref="CreateAsync"/> has made, its code.</summary>
    public string Name { get; private set; } = "";

    /// <summary>This member, as the others see it.</summary>
    public RoomMember Self { get; private set; } = null!;

    /// <summary>The member that may seal the room: it joined before all others that are present.</summary>
    public RoomMember Host { get; private set; } = null!;

    /// <summary>Whether nobody may join any more.</summary>
    public bool IsSealed { get; private set; }

    /// <summary>Number of members that the room may have at most.</summary>
    public int SizeLimit { get; private set; }

    /// <summary>Whether the room is connected with its server, connects again, or is closed.</summary>
    public RoomState State { get; private set; }

    /// <summary>Why the room is closed; null while it is not, and if this member has left it.</summary>
    public RoomException? Error { get; private set; }

    /// <summary>All members with this one, in the order in which they joined. The list is a copy.</summary>
    public IReadOnlyList<RoomMember> Members
    {
        get
        {
            lock (_lock)
                return [.. _members.Values.OrderBy(member => member.Number)];
        }
    }

    internal RoomOptions Options { get; }

    internal EventQueue Queue { get; }

    internal RoomLink Link => _link;

    internal EventLane Lane => _lane;

    /// <summary>Joins a room, which is made if there is none of this name.</summary>
    /// <param name="server">The address that the server has mapped, such as <c>https://example.org/signaling</c>.</param>
    /// <param name="room">The room's name, of up to 64 characters, or its code.</param>
    /// <param name="options">How to join; null for defaults.</param>
    /// <param name="cancellationToken">Ends the joining.</param>
    /// <returns>The room, which this program is a member of until <see cref="LeaveAsync"/> or <see cref="DisposeAsync"/>.</returns>
    /// <exception cref="RoomException">The server cannot be reached, or refuses; <see cref="RoomException.ErrorType"/> says why.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="server"/> or <paramref name="room"/> is null.</exception>
    public static Task<Room> JoinAsync(
        Uri server, string room, RoomOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(room);
        return JoinOrCreateAsync(server, room, options, cancellationToken);
    }

    /// <summary>Makes a room with a short code (<see cref="Name"/>), by which others join it.</summary>
    /// <param name="server">As for <see cref="JoinAsync"/>.</param>
    /// <param name="options">How to join; null for defaults.</param>
    /// <param name="cancellationToken">Ends the joining.</param>
    /// <returns>As for <see cref="JoinAsync"/>.</returns>
    /// <exception cref="RoomException">As for <see cref="JoinAsync"/>.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="server"/> is null.</exception>
    public static Task<Room> CreateAsync(Uri server, RoomOptions? options = null, CancellationToken cancellationToken = default) =>
        JoinOrCreateAsync(server, null, options, cancellationToken);

    /// <summary>Sends a text to all other members.</summary>
    /// <param name="text">Any text, up to the server's limit (64 KiB).</param>
    /// <returns>Ends when the room has accepted the message. It need not be awaited: messages arrive in order.</returns>
    /// <exception cref="RoomException">The message is too large, 4,096 messages wait, or the room is closed.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public Task SendAsync(string text) => SendAsync(text, null, null);

    /// <summary>Sends a text to one member.</summary>
    /// <param name="member">The member.</param>
    /// <param name="text">Any text, up to the server's limit (64 KiB).</param>
    /// <returns>As <see cref="SendAsync(string)"/>.</returns>
    /// <exception cref="RoomException">As for <see cref="SendAsync(string)"/>; or the member has left.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="member"/> or <paramref name="text"/> is null.</exception>
    public Task SendAsync(RoomMember member, string text)
    {
        ArgumentNullException.ThrowIfNull(member);
        return SendAsync(text, member, null);
    }

    /// <summary>Changes what the others see of this member. It changes here with <see cref="MemberUpdated"/>.</summary>
    /// <param name="metadata">All of the metadata; names and values together up to the server's limit (4 KiB of UTF-8).</param>
    /// <returns>Ends when the room has accepted it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="metadata"/> is null.</exception>
    /// <exception cref="RoomException">It is too large, or the room is closed.</exception>
    public Task SetMetadataAsync(IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return _link.SendAsync(new WireItem { Kind = ItemKinds.Update, Metadata = new(metadata) });
    }

    /// <summary>Seals the room, so that nobody can join it, or opens it again. Members that are lost can come back.</summary>
    /// <param name="isSealed">Whether to seal.</param>
    /// <returns>Ends when the room has accepted it.</returns>
    /// <exception cref="RoomException">This member is not the host, or the room is closed.</exception>
    public Task SealAsync(bool isSealed = true) => _link.SendAsync(new WireItem { Kind = ItemKinds.Seal, Sealed = isSealed });

    /// <summary>Connects with another member. Both may call this at the same time; both have the same connection then.</summary>
    /// <param name="member">The other member. Its program is a room of this library, or follows docs/signaling.md.</param>
    /// <param name="configure">Is given a new connection before its negotiation, for example to create channels; null for none. Called on the
    /// caller's thread, before this method returns.</param>
    /// <param name="cancellationToken">Ends the wait, not the connecting.</param>
    /// <returns>A connected connection. A connection with the member is used again, unless it has failed or is closed. Descriptions, candidates and
    /// ICE restarts are exchanged by the room. <see cref="DisposeAsync"/> closes it; the caller may do so before.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="member"/> is null.</exception>
    /// <exception cref="ArgumentException">The member is this one.</exception>
    /// <exception cref="RoomException">The member has left, or the room is closed.</exception>
    /// <exception cref="WebRtcException">The peers could not be connected.</exception>
    /// <exception cref="InvalidOperationException">The connection was closed meanwhile.</exception>
    /// <exception cref="ObjectDisposedException">The room is disposed.</exception>
    public Task<PeerConnection> ConnectAsync(
        RoomMember member, Action<PeerConnection>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(member);
        if (member == Self)
            throw new ArgumentException("This is the member itself.", nameof(member));
        return _peers.ConnectAsync(member, configure, cancellationToken);
    }

    /// <summary>Leaves the room after what was sent before. Connections with other members stay.</summary>
    /// <returns>Ends when the server has accepted it; waits 2 s at most for that. Never fails; may be repeated.</returns>
    public Task LeaveAsync()
    {
        lock (_lock)
            return _leaving ??= LeaveOnceAsync();
    }

    /// <summary>Leaves the room as <see cref="LeaveAsync"/> does, and closes the connections with its members at once.</summary>
    /// <returns>Ends as <see cref="LeaveAsync"/> does.</returns>
    public async ValueTask DisposeAsync()
    {
        await LeaveAsync().ConfigureAwait(false);
        _peers.Dispose();
    }

    internal Task SendAsync(string text, RoomMember? member, string? topic)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (System.Text.Encoding.UTF8.GetByteCount(text) > _maxMessageSize)
        {
            return Task.FromException(
                new RoomException(RoomErrorType.TooLarge, $"The message has more than {_maxMessageSize} bytes."));
        }
        return _link.SendAsync(new WireItem { Kind = ItemKinds.Message, To = member?.Id, Topic = topic, Text = text });
    }

    private static async Task<Room> JoinOrCreateAsync(Uri server, string? name, RoomOptions? options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(server);
        options ??= new RoomOptions();
        var room = new Room(server, options);
        var place = await room._link.JoinAsync(
            new JoinRequest
            {
                Room = name,
                Name = options.Name,
                Metadata = new(options.Metadata),
                MustExist = options.MustExist,
                SizeLimit = options.SizeLimit,
            },
            cancellation).ConfigureAwait(false);
        room.Enter(place);
        try
        {
            options.Configure?.Invoke(room);
        }
        catch
        {
            room._link.Begin();
            await room.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        room._link.Begin();
        return room;
    }

    private async Task LeaveOnceAsync()
    {
        try
        {
            if (State != RoomState.Closed)
                await _link.SendAsync(new WireItem { Kind = ItemKinds.Leave }).WaitAsync(s_leaveTimeout).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RoomException or TimeoutException)
        {
            // The server then notices by itself.
        }
        await _link.DisposeAsync().ConfigureAwait(false);
        _lane.Add(() => End(null));
    }
}
