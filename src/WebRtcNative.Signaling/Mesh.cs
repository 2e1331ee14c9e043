using System.Collections.Concurrent;

namespace WebRtcNative.Signaling;

/// <summary>Options of a <see cref="Mesh"/>: the channel that each two of its members have. All members need the same.</summary>
public sealed record MeshOptions
{
    /// <summary>Name of the channel that each two members have, at most 65,535 bytes of UTF-8. Default "mesh".</summary>
    public string Label { get; init; } = "mesh";

    /// <summary>Options of the channel that each two members have. Default: reliable and ordered. The mesh sets Negotiated, and the id 0
    /// where none is given.</summary>
    public DataChannelOptions Channel { get; init; } = new();
}

/// <summary>A connected member of a mesh, with its connection and its open channel.</summary>
/// <param name="Member">The member.</param>
/// <param name="Connection">The connection with it.</param>
/// <param name="Channel">The channel with it, which is open. The mesh reads it.</param>
public sealed record MeshPeer(RoomMember Member, PeerConnection Connection, DataChannel Channel);

/// <summary>A message that another member has sent through a mesh.</summary>
/// <param name="From">The member that sent it.</param>
/// <param name="Message">Its bytes or text, and the time of its arrival.</param>
public sealed record MeshMessage(RoomMember From, DataChannelMessage Message);

/// <summary>Connects each member of a room with each other one, and again when a connection is lost. Each member
/// makes a mesh.</summary>
/// <remarks>Events are raised one at a time, by the room's queue. Members may be called from any thread and from handlers.</remarks>
public sealed class Mesh : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly Room _room;
    private readonly MeshOptions _options;
    private readonly ConcurrentDictionary<string, MeshPeer> _peers = new();
    private readonly ConcurrentDictionary<PeerConnection, DataChannel> _channels = new();
    private readonly ConcurrentDictionary<string, Task> _work = new();
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Begins to connect with the members that are in the room, and with each that joins. Returns at once.</summary>
    /// <param name="room">The room; stays the caller's.</param>
    /// <param name="options">The channel; null for a reliable and ordered one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="room"/> is null, or the label or the channel of the options is.</exception>
    /// <exception cref="ArgumentException">The options are none of a channel, such as a label that is too long.</exception>
    /// <exception cref="WebRtcException">Options are given, and the process may not have the threads or descriptors that a connection
    /// needs.</exception>
    public Mesh(Room room, MeshOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(room);
        _room = room;
        _options = options ?? new MeshOptions();
        if (options != null)
            Check(options);
        room.ConnectionReceived += OnConnectionReceived;
        room.MemberJoined += OnMemberJoined;
        foreach (var member in room.Members)
            OnMemberJoined(room, member);
    }

    /// <summary>A member is connected, and its channel open. Raised by the room's queue.</summary>
    public event EventHandler<MeshPeer>? PeerConnected;

    /// <summary>The connection with a member has ended. If the member is still there, it is connected again. Raised by the room's
    /// queue.</summary>
    public event EventHandler<MeshPeer>? PeerDisconnected;

    /// <summary>A member has sent a message. Raised by the room's queue.</summary>
    public event EventHandler<MeshMessage>? MessageReceived;

    /// <summary>The members that are connected. The list is a copy.</summary>
    public IReadOnlyList<MeshPeer> Peers => [.. _peers.Values];

    /// <summary>Sends a text to all connected members.</summary>
    /// <param name="text">The text, which is sent as UTF-8.</param>
    /// <param name="cancellationToken">Ends the wait for room in the channels.</param>
    /// <returns>Ends when all channels have taken it; a channel that has ended is passed over.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="ArgumentException">The text is longer than a channel's <see cref="DataChannel.MaxMessageSize"/>. Other members
    /// may get it all the same.</exception>
    public Task SendAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Task.WhenAll(_peers.Values.Select(peer => SendAsync(peer.Channel.SendAsync(text, cancellationToken))));
    }

    /// <summary>Sends bytes to all connected members, as <see cref="SendAsync(string, CancellationToken)"/>.</summary>
    /// <param name="message">The bytes, which must not change until the task ends.</param>
    /// <param name="cancellationToken">Ends the wait for room in the channels.</param>
    /// <returns>As of the other form.</returns>
    /// <exception cref="ArgumentException">As of the other form.</exception>
    public Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default) =>
        Task.WhenAll(_peers.Values.Select(peer => SendAsync(peer.Channel.SendAsync(message, cancellationToken))));

    /// <summary>Ends the mesh and closes its connections at once: what has not left is lost. The room stays.</summary>
    /// <returns>Ends when the mesh does nothing more. <see cref="PeerDisconnected"/> is raised for each connected member.</returns>
    public async ValueTask DisposeAsync()
    {
        _room.ConnectionReceived -= OnConnectionReceived;
        _room.MemberJoined -= OnMemberJoined;
        await _closing.CancelAsync().ConfigureAwait(false);
        foreach (var connection in _channels.Keys)
            connection.Dispose();
        await Task.WhenAll(_work.Values).ConfigureAwait(false);
    }

    private static async Task SendAsync(ValueTask sending)
    {
        try
        {
            await sending.ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebRtcException or InvalidOperationException)
        {
            // The channel has ended; PeerDisconnected says so.
        }
    }

    // Two handlers may see the same member, since the constructor looks for members after it listens.
    private void OnMemberJoined(object? sender, RoomMember member)
    {
        if (member != _room.Self)
            _work.GetOrAdd(member.Id, _ => Task.Run(() => StayConnectedAsync(member)));
    }

    private void OnConnectionReceived(object? sender, RoomConnection received) => Prepare(received.Connection);

    // On a connection that connects with nobody: later the error would be that of a member, which would be connected again and again.
    private static void Check(MeshOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.Channel);
        using var connection = new PeerConnection(new PeerConnectionOptions { Media = false });
        CreateChannel(connection, options);
    }

    private static DataChannel CreateChannel(PeerConnection connection, MeshOptions options) =>
        connection.CreateDataChannel(options.Label, options.Channel with { Negotiated = true, Id = options.Channel.Id ?? 0 });

    private DataChannel Prepare(PeerConnection connection) =>
        _channels.GetOrAdd(connection, static (connection, options) => CreateChannel(connection, options), _options);

    private async Task StayConnectedAsync(RoomMember member)
    {
        while (!_closing.IsCancellationRequested && !member.HasLeft && _room.State != RoomState.Closed)
        {
            try
            {
                await ConnectAsync(member).ConfigureAwait(false);
            }
            catch (Exception e) when (e is WebRtcException or RoomException or InvalidOperationException or OperationCanceledException)
            {
                // Tried again below, unless the member or this mesh is gone.
            }
            if (!_closing.IsCancellationRequested)
                await Task.WhenAny(Task.Delay(s_pause, _closing.Token)).ConfigureAwait(false);
        }
        _work.TryRemove(member.Id, out _);
    }

    private async Task ConnectAsync(RoomMember member)
    {
        var connection = await _room.ConnectAsync(member, connection => Prepare(connection), _closing.Token).ConfigureAwait(false);
        var channel = Prepare(connection); // it may have been made before the mesh
        var peer = new MeshPeer(member, connection, channel);
        try
        {
            await channel.Opened.WaitAsync(_closing.Token).ConfigureAwait(false);
            _peers[member.Id] = peer;
            _room.Lane.Add(() => PeerConnected?.Invoke(this, peer));
            await foreach (var message in channel.ReadAllAsync(_closing.Token).ConfigureAwait(false))
                _room.Lane.Add(() => MessageReceived?.Invoke(this, new MeshMessage(member, message)));
        }
        finally
        {
            _channels.TryRemove(connection, out _);
            connection.Dispose();
            if (_peers.TryRemove(new(member.Id, peer)))
                _room.Lane.Add(() => PeerDisconnected?.Invoke(this, peer));
        }
    }
}
