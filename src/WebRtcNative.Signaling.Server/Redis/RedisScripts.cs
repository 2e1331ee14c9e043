namespace WebRtcNative.Signaling.Server.Redis;

/// <summary>What Redis does as one step. A script of a room has keys of that room alone, so that rooms can be on several shards.</summary>
internal static class RedisScripts
{
    /// <summary>Keys: the room's state (a hash: v = version, r = room, m:ID = member) and its log (a list). Arguments: the version that must
    /// be there, the new version, the room, whether it is empty now, the channel, the change, how many events leave the log, how many
    /// members are set, how many are removed; then the members (field and text), the fields that are removed, and the events.</summary>
    public const string Commit = """
        local version = redis.call('HGET', KEYS[1], 'v') or '0'
        if version ~= ARGV[1] then return 0 end
        if ARGV[4] == '1' then
            redis.call('DEL', KEYS[1], KEYS[2])
        else
            redis.call('HSET', KEYS[1], 'v', ARGV[2], 'r', ARGV[3])
            local next = 10
            for i = 1, tonumber(ARGV[8]) do
                redis.call('HSET', KEYS[1], ARGV[next], ARGV[next + 1])
                next = next + 2
            end
            for i = 1, tonumber(ARGV[9]) do
                redis.call('HDEL', KEYS[1], ARGV[next])
                next = next + 1
            end
            if ARGV[7] ~= '0' then redis.call('LTRIM', KEYS[2], ARGV[7], -1) end
            for i = next, #ARGV do redis.call('RPUSH', KEYS[2], ARGV[i]) end
        end
        redis.call('PUBLISH', ARGV[5], ARGV[6])
        return 1
        """;

    /// <summary>Keys: as for <see cref="Commit"/>.</summary>
    public const string Load = """
        return { redis.call('HGETALL', KEYS[1]), redis.call('LRANGE', KEYS[2], 0, -1) }
        """;

    /// <summary>Key: the nodes (sorted by the end of their lease). Arguments: this node, milliseconds. Gives 1 if the lease had not
    /// ended.</summary>
    public const string Renew = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local before = redis.call('ZSCORE', KEYS[1], ARGV[1])
        redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
        if before and tonumber(before) > now then return 1 end
        return 0
        """;

    /// <summary>Key: a sorted set of names by the time when they are due. Argument: milliseconds, after which what is given now is due
    /// again, in case this node dies meanwhile.</summary>
    public const string Claim = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local due = redis.call('ZRANGEBYSCORE', KEYS[1], 0, now, 'LIMIT', 0, 100)
        for _, name in ipairs(due) do redis.call('ZADD', KEYS[1], now + ARGV[1], name) end
        return due
        """;

    /// <summary>Key: as for <see cref="Claim"/>. Arguments: a name, and in how many milliseconds it is due; an earlier time stays.</summary>
    public const string Schedule = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        redis.call('ZADD', KEYS[1], 'LT', now + ARGV[2], ARGV[1])
        return 1
        """;
}
