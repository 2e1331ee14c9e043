namespace WebRtcNative.Signaling.Peers;

/// <summary>A connection with another member. When it has failed or is closed, the next one has the next generation, so that late messages
/// of the old one are recognized.</summary>
internal sealed class RoomPeer : IDisposable
{
    private const int MaxEarly = 256;

    private readonly Room _room;
    private readonly Lock _lock = new();
    private Negotiator? _negotiator;
    private List<string>? _early = []; // messages of the other member until this side negotiates

    public RoomPeer(Room room, RoomMember member, int generation)
    {
        (_room, Member, Generation) = (room, member, generation);
        var options = room.Options.PeerConnection with
        {
            IceServers = [.. room.Options.PeerConnection.IceServers, .. room.Link.IceServers.Select(server => new IceServer
            {
                Urls = server.Urls,
                Username = server.Username,
                Credential = server.Credential,
            })],
        };
        Connection = room.Options.Factory?.CreatePeerConnection(options, room.Queue) ?? new PeerConnection(options, room.Queue);
    }

    public RoomMember Member { get; }

    public int Generation { get; }

    public PeerConnection Connection { get; }

    public bool IsClosed => Connection.ConnectionState == PeerConnectionState.Closed;

    /// <summary>Whether it is of no use any more.</summary>
    public bool IsOver => Connection.ConnectionState is PeerConnectionState.Closed or PeerConnectionState.Failed;

    /// <summary>Begins to negotiate: the connection has what is negotiated first.</summary>
    public void Negotiate()
    {
        // The member that was there first gives way.
        var negotiator = new Negotiator(Connection, polite: _room.Self.Number < Member.Number, SendAsync);
        negotiator.ErrorOccurred += (_, _) => { }; // the state of the connection says enough
        lock (_lock)
        {
            _negotiator = negotiator;
            _early!.ForEach(Take);
            _early = null;
        }
    }

    public void Receive(string message)
    {
        lock (_lock)
        {
            if (_early == null)
                Take(message);
            else if (_early.Count < MaxEarly)
                _early.Add(message);
        }
    }

    /// <summary>Restarts ICE where it is of use: after a change of the network, and when the server is there again.</summary>
    public void Restart(bool evenIfConnected)
    {
        if (IsClosed || (!evenIfConnected && Connection.ConnectionState == PeerConnectionState.Connected))
            return;
        try
        {
            _negotiator?.Restart();
        }
        catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException)
        {
            // Closed meanwhile.
        }
    }

    public void Dispose()
    {
        _negotiator?.Dispose();
        Connection.Dispose();
    }

    private void Take(string message)
    {
        try
        {
            _negotiator!.Receive(message);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or WebRtcException or InvalidOperationException)
        {
            // A wrong message of another member concerns the connection with that member alone, which fails to connect.
        }
    }

    // The message of the Negotiator is an object: its first member becomes the generation.
    private Task SendAsync(string message) =>
        _room.SendAsync($"{{\"generation\":{Generation},{message.AsSpan(1)}", Member, RoomPeers.Topic);
}
