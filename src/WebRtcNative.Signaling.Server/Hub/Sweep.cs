using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebRtcNative.Signaling.Server.Rooms;

namespace WebRtcNative.Signaling.Server.Hub;

/// <summary>What happens by time alone: members that were lost too long ago leave, and clients that stall are disconnected.</summary>
internal sealed class Sweep(
    RoomDirectory rooms, ConnectionTable connections, IOptions<SignalingServerOptions> options, TimeProvider time, ILogger<Sweep> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(0.25);

    private readonly ConcurrentQueue<(Room Room, MemberSession Session)> _unreported = new();

    /// <summary>Tells the room of the end of a connection; again and again if the rooms cannot be reached. Releases the room.</summary>
    public async Task ReportLossAsync(Room room, MemberSession session)
    {
        try
        {
            await room.RunAsync((replica, change) => RoomSteps.Lose(replica, change, session));
        }
        catch (RoomStoreException)
        {
            _unreported.Enqueue((room, session));
            return;
        }
        await rooms.ReleaseAsync(room);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await RunAsync();
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task RunAsync()
    {
        for (var waiting = _unreported.Count; waiting > 0 && _unreported.TryDequeue(out var loss); waiting--)
            await ReportLossAsync(loss.Room, loss.Session);
        foreach (var connection in connections.All)
        {
            await KeepAsync(connection);
            connection.Sweep(stalled: 2 * options.Value.LostAfter, options.Value.JoinTimeout);
        }
        foreach (var room in rooms.Rooms)
        {
            if (!room.HasExpired(options.Value.LeftAfter) || rooms.Open(room.Name) is not { } opened)
                continue;
            try
            {
                await opened.RunAsync((replica, change) => RoomSteps.Expire(replica, change, options.Value.LeftAfter));
            }
            catch (Exception e) // the other rooms are not to wait for this one's trouble
            {
                Log.SweepFailed(logger, e, room.Name);
            }
            await rooms.ReleaseAsync(opened);
        }
    }

    /// <summary>Other nodes declare the members of this one lost when it could not reach them for some time.</summary>
    private async Task KeepAsync(MemberConnection connection)
    {
        if (connection.Room is not { } room || room.Find(connection.Session.Member) is not { IsLost: true })
            return;
        try
        {
            // Whether the connection has ended is decided in the room's turn: its end, if that is the reason, was reported in an earlier one.
            await room.RunAsync((replica, change) =>
                connection.IsEnded ? default : RoomSteps.Return(replica, change, connection.Session));
        }
        catch (RoomStoreException e)
        {
            Log.SweepFailed(logger, e, room.Name);
        }
    }
}
