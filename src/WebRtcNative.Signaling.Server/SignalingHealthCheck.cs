using Microsoft.Extensions.Diagnostics.HealthChecks;
using WebRtcNative.Signaling.Server.Hub;
using WebRtcNative.Signaling.Server.Rooms;

namespace WebRtcNative.Signaling.Server;

/// <summary>Unhealthy while the rooms cannot be reached: a load balancer then sends clients to another node.</summary>
internal sealed class SignalingHealthCheck(RoomDirectory rooms, ConnectionTable connections) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object> { ["rooms"] = rooms.Count, ["connections"] = connections.Count };
        try
        {
            await rooms.Store.LoadAsync("");
            return HealthCheckResult.Healthy("The rooms can be reached.", data);
        }
        catch (RoomStoreException e)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The rooms cannot be reached.", e, data);
        }
    }
}
