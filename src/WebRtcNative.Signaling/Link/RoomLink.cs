using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling.Link;

/// <summary>A member's line to its room: connects again when the connection is lost, sends each item until the room has accepted it, and
/// hands on each event once and in order.</summary>
internal sealed class RoomLink : IAsyncDisposable
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(4);

    private readonly IReadOnlyList<Uri> _servers;
    private readonly RoomOptions _options;
    private readonly Action<WireEvent> _received;
    private readonly Action<bool> _connectedChanged;
    private readonly Action<RoomException> _over;
    private readonly Outbox _outbox = new();
    private readonly SemaphoreSlim _work = new(0); // never disposed, as it has no handle: a late item may still be added
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();
    private readonly List<(LinkConnection Connection, List<WireEvent> Events)> _early = []; // delivered before the answer of the join
    private LinkConnection? _connection; // the only one whose deliveries count; null while there is none
    private JoinReply _place = new();
    private long _number; // of the last event that was received
    private int _server;
    private Task _running = Task.CompletedTask;

    public RoomLink(
        Uri server, RoomOptions options, Action<WireEvent> received, Action<bool> connectedChanged, Action<RoomException> over)
    {
        _servers = [server, .. options.OtherServers];
        (_options, _received, _connectedChanged, _over) = (options, received, connectedChanged, over);
    }

    public IReadOnlyList<WireIceServer> IceServers { get; private set; } = [];

    /// <exception cref="RoomException">The server cannot be reached, or refuses.</exception>
    public async Task<JoinReply> JoinAsync(JoinRequest request, CancellationToken cancellation)
    {
        var connection = await OpenAsync(cancellation).ConfigureAwait(false);
        try
        {
            var reply = await connection.CallAsync<JoinReply>(Methods.Join, request, cancellation).ConfigureAwait(false);
            if (reply.Error is { } error)
                throw RoomException.From(error);
            _place = reply;
            IceServers = reply.IceServers;
            return reply;
        }
        catch
        {
            await connection.CloseAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            _connection = connection;
        }
    }

    /// <summary>Begins to hand on events.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _number = _place.Number;
            var connection = _connection!;
            _connection = null;
            Use(connection);
        }
        _running = Task.WhenAll(StayConnectedAsync(_connection!), SendAsync(), KeepIceServersAsync());
    }

    public Task SendAsync(WireItem item)
    {
        var accepted = _outbox.Add(item);
        _work.Release();
        return accepted;
    }

    /// <summary>Ends at once. The member's other items are not sent.</summary>
    public async ValueTask DisposeAsync()
    {
        _outbox.End(new RoomException(RoomErrorType.Closed, "The room was left."));
        await _closing.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task<LinkConnection> OpenAsync(CancellationToken cancellation)
    {
        for (var i = 1; ; i++)
        {
            try
            {
                return await LinkConnection.OpenAsync(_servers[_server], _options, OnDelivered, cancellation).ConfigureAwait(false);
            }
            catch (RoomException)
            {
                _server = (_server + 1) % _servers.Count;
                if (i >= _servers.Count)
                    throw;
            }
        }
    }

    private void OnDelivered(LinkConnection connection, List<WireEvent> events)
    {
        lock (_lock)
        {
            if (_connection == connection && _number > 0)
                events.ForEach(Take);
            else
                _early.Add((connection, events));
        }
    }

    // With the lock.
    private void Take(WireEvent next)
    {
        if (next.Number <= _number)
            return;
        _number = next.Number;
        _received(next);
    }

    // With the lock.
    private void Use(LinkConnection connection)
    {
        _connection = connection;
        foreach (var (_, events) in _early.Where(early => early.Connection == connection))
            events.ForEach(Take);
        _early.Clear();
        _work.Release();
    }

    private async Task StayConnectedAsync(LinkConnection connection)
    {
        var cancellation = _closing.Token;
        try
        {
            while (true)
            {
                var reason = await connection.Ended.WaitAsync(cancellation).ConfigureAwait(false);
                lock (_lock)
                    _connection = null;
                await connection.CloseAsync().ConfigureAwait(false);
                if (reason != null)
                    throw RoomException.From(reason);
                _connectedChanged(false);
                connection = await ResumeAsync(cancellation).ConfigureAwait(false);
                _connectedChanged(true);
            }
        }
        catch (OperationCanceledException)
        {
            await connection.CloseAsync().ConfigureAwait(false);
        }
        catch (RoomException e)
        {
            _outbox.End(e);
            _over(e);
            await _closing.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task<LinkConnection> ResumeAsync(CancellationToken cancellation)
    {
        for (var pause = s_firstPause; ; pause = pause < s_longestPause ? 2 * pause : pause)
        {
            // All clients of a node that has died come at once: each at a time of its own.
            await Task.Delay(pause * Random.Shared.NextDouble(), cancellation).ConfigureAwait(false);
            LinkConnection? connection = null;
            try
            {
                connection = await OpenAsync(cancellation).ConfigureAwait(false);
                var request = new ResumeRequest { Room = _place.Room, Member = _place.Member, Token = _place.Token, Number = _number };
                var reply = await connection.CallAsync<ResumeReply>(Methods.Resume, request, cancellation).ConfigureAwait(false);
                if (reply.Error is { } error)
                    throw RoomException.From(error);
                _outbox.Accept(reply.Accepted);
                IceServers = reply.IceServers;
                lock (_lock)
                    Use(connection);
                return connection;
            }
            catch (RoomException e) when (e.ErrorType == RoomErrorType.Unreachable)
            {
                if (connection != null)
                    await connection.CloseAsync().ConfigureAwait(false);
            }
            catch
            {
                if (connection != null)
                    await connection.CloseAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private async Task SendAsync()
    {
        var cancellation = _closing.Token;
        try
        {
            while (true)
            {
                await _work.WaitAsync(cancellation).ConfigureAwait(false);
                while (_connection is { Ended.IsCompleted: false } connection && _outbox.Peek() is { } batch)
                    await SendAsync(connection, batch, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }

    private async Task SendAsync(LinkConnection connection, SendRequest batch, CancellationToken cancellation)
    {
        SendReply reply;
        try
        {
            reply = await connection.CallAsync<SendReply>(Methods.Send, batch, cancellation).ConfigureAwait(false);
        }
        catch (RoomException)
        {
            connection.End(null); // if it has not ended yet; the next one says what was accepted
            return;
        }
        if (reply.Error is not { } error)
            _outbox.Accept(batch.Number + batch.Items!.Count - 1, reply.Refused);
        else if (error.RetryAfter is { } pause)
            await Task.Delay(pause, cancellation).ConfigureAwait(false);
        else if (error.Code is ErrorCodes.SessionOver or ErrorCodes.Superseded)
            connection.End(error);
        else
            _outbox.Refuse(batch, error);
    }

    /// <summary>TURN credentials end: new ones are asked for when a quarter of their time is left.</summary>
    private async Task KeepIceServersAsync()
    {
        var cancellation = _closing.Token;
        try
        {
            while (IceServers.Select(server => server.Expires).Min() is { } expires)
            {
                var left = DateTimeOffset.FromUnixTimeMilliseconds(expires) - DateTimeOffset.UtcNow;
                await Task.Delay(left > TimeSpan.FromSeconds(4) ? left * 0.75 : TimeSpan.FromSeconds(1), cancellation).ConfigureAwait(false);
                if (_connection is not { } connection)
                    continue;
                try
                {
                    var reply = await connection.CallAsync<IceServersReply>(Methods.IceServers, null, cancellation).ConfigureAwait(false);
                    if (reply.Error == null)
                        IceServers = reply.IceServers;
                }
                catch (RoomException)
                {
                    // Resuming brings new ones too.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }
}
