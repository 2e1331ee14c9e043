using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling.Server.Rooms;

/// <summary>The place where rooms are, as seen from one node.</summary>
internal interface IRoomStore
{
    /// <summary>Whether other nodes use the store too. If not, the replicas are the only state.</summary>
    bool IsShared { get; }

    /// <summary>The name of this node.</summary>
    string Node { get; }

    /// <summary>Calls <paramref name="changed"/> with the room's changes, in order but perhaps with gaps, until it is disposed.</summary>
    ValueTask<IAsyncDisposable> FollowAsync(string room, Action<RoomChange> changed);

    /// <summary>Reads the whole room; null if there is none.</summary>
    ValueTask<RoomSnapshot?> LoadAsync(string room);

    /// <summary>Makes a change if the room still is of the version <see cref="RoomChange.From"/>; false if not.</summary>
    /// <exception cref="RoomStoreException">The store cannot be reached; whether the change was made is not known.</exception>
    ValueTask<bool> TryCommitAsync(string room, RoomChange change, bool isEmpty);
}

internal sealed record RoomSnapshot(RoomState State, List<MemberState> Members, List<WireEvent> Log);

/// <summary>The store cannot be reached at the moment.</summary>
internal sealed class RoomStoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>For a single node: its replicas are the rooms.</summary>
internal sealed class LocalRoomStore : IRoomStore
{
    public bool IsShared => false;

    public string Node => "";

    public ValueTask<IAsyncDisposable> FollowAsync(string room, Action<RoomChange> changed) => new(new Nothing());

    public ValueTask<RoomSnapshot?> LoadAsync(string room) => default;

    public ValueTask<bool> TryCommitAsync(string room, RoomChange change, bool isEmpty) => new(true);

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => default;
    }
}
