using System.Threading.Channels;

namespace Signaling;

/// <summary>The rooms with at least one peer. A room is made for its first peer and removed with its last.</summary>
internal sealed class RoomDirectory
{
    private const int MaxRooms = 1000;
    private readonly Dictionary<string, Room> _rooms = [];

    /// <summary>Takes a free seat, or null when the room has its two peers or the house is full.</summary>
    public Seat? TryEnter(string name)
    {
        lock (_rooms)
        {
            if (!_rooms.TryGetValue(name, out var room))
            {
                if (_rooms.Count == MaxRooms) return null;
                _rooms.Add(name, room = new Room());
            }

            var index = Array.IndexOf(room.Taken, false);
            if (index < 0) return null;
            room.Taken[index] = true;
            return new Seat(room.Mailboxes[index].Reader, room.Mailboxes[1 - index].Writer, () => Leave(name, room, index));
        }
    }

    private void Leave(string name, Room room, int index)
    {
        lock (_rooms)
        {
            // The next peer in this seat must not read this peer's messages.
            while (room.Mailboxes[index].Reader.TryRead(out _)) { }
            room.Taken[index] = false;
            if (!room.Taken.Contains(true)) _rooms.Remove(name);
        }
    }

    private sealed class Room
    {
        public bool[] Taken { get; } = new bool[2];
        public Channel<byte[]>[] Mailboxes { get; } = [CreateMailbox(), CreateMailbox()];

        // Keeps the first peer's messages until the second one arrives, up to a limit.
        private static Channel<byte[]> CreateMailbox() => Channel.CreateBounded<byte[]>(256);
    }
}
