using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using WebRtcNative.Signaling.Server.Hub;
using WebRtcNative.Signaling.Server.Rooms;
using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling.Server.Redis;

/// <summary>Rooms in Redis, for many nodes.</summary>
internal sealed class RedisRoomStore : IRoomStore, IAsyncDisposable
{
    private readonly Lazy<Task<ConnectionMultiplexer>> _redis;
    private readonly string _prefix;
    private readonly IOptions<SignalingServerOptions> _options;
    private readonly ILogger _logger;
    private int _lost; // 1: the log says so

    public RedisRoomStore(
        ConfigurationOptions configuration, string prefix, IOptions<SignalingServerOptions> options, ILogger<RedisRoomStore> logger)
    {
        _prefix = prefix;
        _options = options;
        _logger = logger;
        _redis = new(() => ConnectAsync(configuration));
    }

    /// <summary>Raised when the connection with Redis is there again: changes may have been missed.</summary>
    public event Action? Restored;

    public bool IsShared => true;

    public string Node { get; } = $"{Environment.MachineName}-{Environment.ProcessId}-{Tokens.NewId()}";

    public async ValueTask<IAsyncDisposable> FollowAsync(string room, Action<RoomChange> changed)
    {
        try
        {
            var redis = await _redis.Value;
            // First, so that no room of a dead node is forgotten.
            await redis.GetDatabase().SetAddAsync(RoomsOf(Node), room);
            var queue = await redis.GetSubscriber().SubscribeAsync(Channel(room));
            queue.OnMessage(message =>
            {
                if (Parse<RoomChange>(message.Message) is { } change)
                    changed(change);
            });
            return new Following(this, room, queue);
        }
        catch (Exception e) when (IsTrouble(e))
        {
            throw Trouble(e);
        }
    }

    public async ValueTask<RoomSnapshot?> LoadAsync(string room)
    {
        try
        {
            var parts = (RedisResult[])(await Database().ScriptEvaluateAsync(RedisScripts.Load, [StateKey(room), LogKey(room)]))!;
            var state = (RedisValue[])parts[0]!;
            if (state.Length == 0)
                return null;
            RoomState? room1 = null;
            var members = new List<MemberState>();
            for (var i = 0; i + 1 < state.Length; i += 2)
            {
                if (state[i] == "r")
                    room1 = Parse<RoomState>(state[i + 1]);
                else if (state[i].StartsWith("m:"))
                    members.Add(Parse<MemberState>(state[i + 1])!);
            }
            return new RoomSnapshot(room1!, members, [.. ((RedisValue[])parts[1]!).Select(next => Parse<WireEvent>(next)!)]);
        }
        catch (Exception e) when (IsTrouble(e))
        {
            throw Trouble(e);
        }
    }

    public async ValueTask<bool> TryCommitAsync(string room, RoomChange change, bool isEmpty)
    {
        try
        {
            // First, so that no lost member is forgotten.
            if (change.Members.Any(member => member.IsLost))
                await ScheduleAsync(LostKey, room, _options.Value.LeftAfter);
            var arguments = new List<RedisValue>
            {
                change.From, change.State.Version, Text(change.State), isEmpty ? 1 : 0, Channel(room).ToString(), Text(change),
                change.TrimmedCount, change.Members.Count, change.Removed.Count,
            };
            foreach (var member in change.Members)
                arguments.AddRange(["m:" + member.Id, Text(member)]);
            arguments.AddRange(change.Removed.Select(id => (RedisValue)("m:" + id)));
            arguments.AddRange(change.Events.Select(next => (RedisValue)Text(next)));
            return (int)await Database().ScriptEvaluateAsync(RedisScripts.Commit, [StateKey(room), LogKey(room)], [.. arguments]) == 1;
        }
        catch (Exception e) when (IsTrouble(e))
        {
            throw Trouble(e);
        }
    }

    /// <summary>False if the lease had ended: other nodes may have declared this node's members lost.</summary>
    public Task<bool> RenewAsync(TimeSpan lease) => RunAsync(async database =>
        (int)await database.ScriptEvaluateAsync(RedisScripts.Renew, [NodesKey], [Node, (long)lease.TotalMilliseconds]) == 1);

    /// <summary>Rooms with members that may have been lost for too long. They are this node's to look at, for some seconds.</summary>
    public Task<string[]> ClaimLostAsync(TimeSpan time) => ClaimAsync(LostKey, time);

    public Task ForgetLostAsync(string room) => RunAsync(database => database.SortedSetRemoveAsync(LostKey, room));

    /// <summary>Nodes whose lease has ended. They are this node's to look at, for some seconds.</summary>
    public Task<string[]> ClaimNodesAsync(TimeSpan time) => ClaimAsync(NodesKey, time);

    public Task<string[]> RoomsOfAsync(string node) => RunAsync(async database =>
        (await database.SetMembersAsync(RoomsOf(node))).Select(room => room.ToString()).ToArray());

    public Task ForgetNodeAsync(string node) => RunAsync(async database =>
    {
        await database.KeyDeleteAsync(RoomsOf(node));
        return await database.SortedSetRemoveAsync(NodesKey, node);
    });

    /// <summary>After another node has forgotten this one.</summary>
    public Task RememberAsync(IEnumerable<string> rooms) => RunAsync(database =>
        database.SetAddAsync(RoomsOf(Node), [.. rooms.Select(room => (RedisValue)room)]));

    public async ValueTask DisposeAsync()
    {
        if (_redis.IsValueCreated)
            await (await _redis.Value).DisposeAsync();
    }

    private RedisKey NodesKey => $"{_prefix}:nodes";

    private RedisKey LostKey => $"{_prefix}:lost";

    // Names are escaped: a brace in a name would change the shard.
    private RedisKey StateKey(string room) => $"{_prefix}:{{{Uri.EscapeDataString(room)}}}:state";

    private RedisKey LogKey(string room) => $"{_prefix}:{{{Uri.EscapeDataString(room)}}}:log";

    private RedisChannel Channel(string room) => RedisChannel.Literal($"{_prefix}:{{{Uri.EscapeDataString(room)}}}:changes");

    private RedisKey RoomsOf(string node) => $"{_prefix}:node:{node}";

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, typeof(T), RoomJson.Default);

    private static T? Parse<T>(RedisValue text)
        where T : class => (T?)JsonSerializer.Deserialize((string)text!, typeof(T), RoomJson.Default);

    private static bool IsTrouble(Exception e) => e is RedisException or TimeoutException or ObjectDisposedException;

    private static RoomStoreException Trouble(Exception e) => new($"Redis: {e.Message}", e);

    private async Task<ConnectionMultiplexer> ConnectAsync(ConfigurationOptions configuration)
    {
        var redis = await ConnectionMultiplexer.ConnectAsync(configuration);
        redis.ConnectionRestored += (_, e) =>
        {
            Report(e, isLost: false);
            Restored?.Invoke();
        };
        redis.ConnectionFailed += (_, e) => Report(e, isLost: true);
        return redis;
    }

    // Once for an outage: each attempt to connect again fails too, and commands and subscriptions have connections of their own.
    private void Report(ConnectionFailedEventArgs e, bool isLost)
    {
        if (e.ConnectionType != ConnectionType.Interactive || e.FailureType == ConnectionFailureType.ConnectionDisposed
            || Interlocked.Exchange(ref _lost, isLost ? 1 : 0) == (isLost ? 1 : 0))
            return;
        if (isLost)
            Log.RedisLost(_logger, $"{e.FailureType}, {e.EndPoint}");
        else
            Log.RedisBack(_logger);
    }

    private IDatabase Database() =>
        _redis.Value is { IsCompletedSuccessfully: true } redis
            ? redis.Result.GetDatabase()
            : throw new RoomStoreException("Redis is not connected yet.");

    private Task ScheduleAsync(RedisKey key, string name, TimeSpan time) => Database().ScriptEvaluateAsync(
        RedisScripts.Schedule, [key], [name, ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)]);

    private Task<string[]> ClaimAsync(RedisKey key, TimeSpan time) => RunAsync(async database =>
        (string[])(await database.ScriptEvaluateAsync(RedisScripts.Claim, [key], [(long)time.TotalMilliseconds]))!);

    private async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> command)
    {
        try
        {
            return await command((await _redis.Value).GetDatabase());
        }
        catch (Exception e) when (IsTrouble(e))
        {
            throw Trouble(e);
        }
    }

    private sealed class Following(RedisRoomStore store, string room, ChannelMessageQueue queue) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await queue.UnsubscribeAsync();
                await store.Database().SetRemoveAsync(store.RoomsOf(store.Node), room);
            }
            catch (Exception e) when (IsTrouble(e) || e is RoomStoreException)
            {
                // The entry is looked at in vain when this node dies.
            }
        }
    }
}
