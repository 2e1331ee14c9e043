using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using WebRtcNative.Signaling.Server;
using WebRtcNative.Signaling.Server.Redis;
using WebRtcNative.Signaling.Server.Rooms;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the rooms of the signaling server in Redis.</summary>
public static class SignalingRedisExtensions
{
    /// <summary>Keeps the rooms in Redis, so that any number of nodes serve them. A client may connect to any node.</summary>
    /// <param name="builder">The signaling server.</param>
    /// <param name="configuration">StackExchange.Redis's configuration, such as <c>redis:6379,password=...</c>.</param>
    /// <param name="keyPrefix">The beginning of all keys and channels in Redis; servers with the same one share their rooms.</param>
    /// <returns>The same <paramref name="builder"/>.</returns>
    /// <remarks>Redis must be persistent (<c>appendonly yes</c>) for rooms to outlive its restart. While it cannot be reached, members stay
    /// connected, what they send waits, and the health check is unhealthy. The members of a node that dies are declared lost after
    /// 6 s at most.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/>, <paramref name="configuration"/> or <paramref name="keyPrefix"/>
    /// is null.</exception>
    /// <exception cref="ArgumentException">The configuration cannot be parsed.</exception>
    public static ISignalingServerBuilder AddRedis(this ISignalingServerBuilder builder, string configuration, string keyPrefix = "webrtc")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(keyPrefix);
        var parsed = ConfigurationOptions.Parse(configuration);
        parsed.AbortOnConnectFail = false;
        parsed.ConnectTimeout = parsed.AsyncTimeout = 2000;
        parsed.KeepAlive = 2;
        parsed.ReconnectRetryPolicy = new LinearRetry(500);
        // What waits for a connection would be committed after its client was told that it was not.
        parsed.BacklogPolicy = BacklogPolicy.FailFast;
        builder.Services.AddSingleton(services => new RedisRoomStore(
            parsed, keyPrefix, services.GetRequiredService<IOptions<SignalingServerOptions>>(),
            services.GetRequiredService<ILogger<RedisRoomStore>>()));
        builder.Services.AddSingleton<IRoomStore>(services => services.GetRequiredService<RedisRoomStore>());
        builder.Services.AddSingleton<IHostedService, RedisNode>();
        return builder;
    }
}
