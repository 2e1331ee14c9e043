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
        foreach (var connection in connections.All)
            connection.Sweep(stalled: 2 * options.Value.LostAfter, options.Value.JoinTimeout);
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
}
