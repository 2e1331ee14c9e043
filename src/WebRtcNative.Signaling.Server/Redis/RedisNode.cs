using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebRtcNative.Signaling.Server.Rooms;

namespace WebRtcNative.Signaling.Server.Redis;

/// <summary>A node among others: renews its lease, and looks after the members of nodes whose lease has ended, and after lost members
/// whose rooms no node has a replica of.</summary>
internal sealed class RedisNode(
    RedisRoomStore store, RoomDirectory rooms, IOptions<SignalingServerOptions> options, TimeProvider time, ILogger<RedisNode> logger)
    : BackgroundService
{
    // Members of a node that dies are declared lost after the lease and one period.
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    private long _leasedSince;
    private volatile bool _mayHaveMissed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        store.Restored += () => _mayHaveMissed = true;
        using var timer = new PeriodicTimer(s_period, time);
        _leasedSince = time.GetTimestamp();
        try
        {
            do
            {
                try
                {
                    await RunAsync();
                }
                catch (Exception e) // the next period tries again
                {
                    Log.NodeFailed(logger, e.Message);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The host stops. Its lease ends by itself, if connections have not ended in order.
        }
    }

    private async Task RunAsync()
    {
        if (!await store.RenewAsync(s_lease))
        {
            _leasedSince = time.GetTimestamp();
            _mayHaveMissed = true;
            await store.RememberAsync(rooms.Rooms.Select(room => room.Name));
        }
        if (_mayHaveMissed)
        {
            _mayHaveMissed = false;
            await CatchUpAsync();
        }
        // After an outage of Redis all leases have ended, and the other nodes need a moment to renew theirs.
        if (time.GetElapsedTime(_leasedSince) < s_lease)
            return;
        foreach (var node in await store.ClaimNodesAsync(s_lease))
            await BuryAsync(node);
        foreach (var room in await store.ClaimLostAsync(s_lease))
            await ExpireAsync(room);
    }

    private async Task CatchUpAsync()
    {
        try
        {
            foreach (var room in rooms.Rooms)
                await room.CatchUpAsync(always: true);
        }
        catch
        {
            _mayHaveMissed = true;
            throw;
        }
    }

    private async Task BuryAsync(string node)
    {
        if (node == store.Node)
            return;
        var names = await store.RoomsOfAsync(node);
        Log.NodeDied(logger, node, names.Length);
        foreach (var name in names)
            await InRoomAsync(name, room => room.RunAsync((replica, change) => RoomSteps.LoseNode(replica, change, node)));
        await store.ForgetNodeAsync(node);
    }

    private async Task ExpireAsync(string name)
    {
        var hasLost = false;
        await InRoomAsync(name, async room =>
        {
            var step = await room.RunAsync((replica, change) => RoomSteps.Expire(replica, change, options.Value.LeftAfter));
            hasLost = room.HasLost;
            return step;
        });
        if (!hasLost)
            await store.ForgetLostAsync(name);
    }

    private async Task InRoomAsync(string name, Func<Room, ValueTask<Step<bool>>> operation)
    {
        if (rooms.Open(name) is not { } room)
            return;
        try
        {
            await operation(room);
        }
        finally
        {
            await rooms.ReleaseAsync(room);
        }
    }
}
