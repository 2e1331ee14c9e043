using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WebRtcNative.Signaling.Server.Rooms;

/// <summary>The rooms that this node has a replica of: those with a connection here; of a store that is not shared, all of them.</summary>
internal sealed class RoomDirectory(IRoomStore store, IOptions<SignalingServerOptions> options, TimeProvider time, ILogger<RoomDirectory> logger)
{
    // Without vowels, so that no code is a word, and without what looks or sounds alike.
    private const string CodeLetters = "BCDFGHJKLMNPQRSTVWXZ2345678";
    private const int CodeLength = 6;

    private readonly ConcurrentDictionary<string, Room> _rooms = new(StringComparer.Ordinal);

    public int Count => _rooms.Count;

    public IEnumerable<Room> Rooms => _rooms.Values;

    public IRoomStore Store => store;

    public static string NewCode() => RandomNumberGenerator.GetString(CodeLetters, CodeLength);

    /// <summary>The room, for the caller to use until <see cref="ReleaseAsync"/>. Null if this node has as many as it may.</summary>
    public Room? Open(string name)
    {
        while (true)
        {
            if (!_rooms.TryGetValue(name, out var room))
            {
                if (_rooms.Count >= options.Value.MaxRooms)
                    return null;
                room = _rooms.GetOrAdd(name, name => new Room(name, store, time, options.Value.Retention, logger));
            }
            lock (room)
            {
                if (room.Users >= 0)
                {
                    room.Users++;
                    return room;
                }
            }
        }
    }

    public async ValueTask ReleaseAsync(Room room)
    {
        lock (room)
        {
            if (--room.Users > 0 || !(store.IsShared || room.IsEmpty))
                return;
            room.Users = -1;
        }
        _rooms.TryRemove(new(room.Name, room));
        await room.CloseAsync();
    }
}
