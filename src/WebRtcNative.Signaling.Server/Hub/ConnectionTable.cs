using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace WebRtcNative.Signaling.Server.Hub;

/// <summary>The connections of this node.</summary>
internal sealed class ConnectionTable(IOptions<SignalingServerOptions> options, TimeProvider time)
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, MemberConnection> _connections = new();

    public int Count => _connections.Count;

    public IEnumerable<MemberConnection> All => _connections.Values;

    public MemberConnection? Find(string id) => _connections.GetValueOrDefault(id);

    public void Add(HubCallerContext context, ISingleClientProxy client)
    {
        var limiter = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.MessageBurst,
            TokensPerPeriod = Math.Max(1, options.Value.MessagesPerSecond / 10),
            ReplenishmentPeriod = s_period,
            AutoReplenishment = false, // a timer for each connection would be many
            QueueLimit = 0,
        });
        _connections[context.ConnectionId] = new MemberConnection(context, client, limiter, time);
    }

    public MemberConnection? Remove(string id) => _connections.TryRemove(id, out var connection) ? connection : null;
}
