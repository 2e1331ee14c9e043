using Microsoft.Extensions.Logging;
using WebRtcNative.Signaling.Wire;

namespace WebRtcNative.Signaling.Server.Rooms;

/// <summary>This node's replica of a room: runs operations, follows the changes of other nodes, and wakes the members' connections.</summary>
internal sealed class Room(string name, IRoomStore store, TimeProvider time, TimeSpan retention, ILogger logger)
{
    private const int MaxEarly = 1000;

    private readonly Lock _lock = new();
    private readonly AsyncGate _gate = new(); // one commit or load at a time
    private readonly RoomReplica _replica = new();
    private IAsyncDisposable? _following;
    private readonly List<RoomChange> _early = []; // of other nodes, while the replica is not current
    private bool _isCurrent; // whether the replica has been loaded, and no change was missed since

    public string Name => name;

    /// <summary>Users of this object; -1 when it is removed. The directory's.</summary>
    public int Users { get; set; }

    /// <summary>Raised on any thread after each change. Handlers do not block.</summary>
    public event Action? Changed;

    public bool IsEmpty
    {
        get
        {
            lock (_lock)
                return _replica.Members.Count == 0;
        }
    }

    public MemberState? Find(string id)
    {
        lock (_lock)
            return _replica.Members.GetValueOrDefault(id);
    }

    public bool HasLost
    {
        get
        {
            lock (_lock)
                return _replica.Members.Values.Any(member => member.IsLost);
        }
    }

    public bool HasExpired(TimeSpan leftAfter)
    {
        var oldest = (time.GetUtcNow() - leftAfter).ToUnixTimeMilliseconds();
        lock (_lock)
            return _replica.Members.Values.Any(member => member.IsLost && member.LostAt <= oldest);
    }

    /// <summary>The next events after a number; null if some of them, for this member, have left the log.</summary>
    public List<WireEvent>? Read(string member, long after, int most)
    {
        lock (_lock)
        {
            return _replica.Members.GetValueOrDefault(member) is not { } state || _replica.HasAll(state, after)
                ? _replica.Read(after, most)
                : null;
        }
    }

    /// <summary>Runs an operation and commits its change.</summary>
    /// <exception cref="RoomStoreException">The store cannot be reached; the change may have been made.</exception>
    public async ValueTask<Step<T>> RunAsync<T>(Func<RoomReplica, ChangeBuilder, Step<T>> operation)
    {
        await _gate.EnterAsync();
        try
        {
            while (true)
            {
                await EnsureCurrentAsync();
                Step<T> step;
                bool isEmpty;
                lock (_lock)
                {
                    step = operation(_replica, new ChangeBuilder(_replica, time.GetUtcNow(), retention));
                    if (step.Change is not { } next)
                        return step;
                    isEmpty = _replica.Members.Keys.Union(next.Members.Select(member => member.Id)).Except(next.Removed).Any() is false;
                    if (!store.IsShared)
                        _replica.Apply(next);
                }
                if (!store.IsShared || await TryCommitAsync(step.Change, isEmpty))
                {
                    Changed?.Invoke();
                    foreach (var left in step.Change.Events.Where(next => next.Kind == EventKinds.Left))
                        Log.Left(logger, left.Member, name, left.Reason);
                    return step;
                }
            }
        }
        finally
        {
            _gate.Leave();
        }
    }

    /// <summary>Loads the room again if a change was missed. For a timer: a change that was missed may be the last one.</summary>
    public async ValueTask CatchUpAsync(bool always = false)
    {
        await _gate.EnterAsync();
        try
        {
            if (always)
                _isCurrent = false;
            if (_isCurrent)
                return;
            await EnsureCurrentAsync();
        }
        finally
        {
            _gate.Leave();
        }
        Changed?.Invoke();
    }

    public async ValueTask CloseAsync()
    {
        await _gate.EnterAsync();
        try
        {
            if (_following != null)
                await _following.DisposeAsync();
        }
        finally
        {
            _gate.Leave();
        }
    }

    private async ValueTask<bool> TryCommitAsync(RoomChange change, bool isEmpty)
    {
        bool committed;
        try
        {
            committed = await store.TryCommitAsync(name, change, isEmpty);
        }
        catch (RoomStoreException)
        {
            _isCurrent = false;
            throw;
        }
        lock (_lock)
        {
            if (!committed)
                _isCurrent = false;
            else if (_replica.State.Version == change.From) // or the store was faster to tell
                _replica.Apply(change);
        }
        return committed;
    }

    private async ValueTask EnsureCurrentAsync()
    {
        // Followed before it is loaded, so that no change falls between.
        _following ??= await store.FollowAsync(name, OnChanged);
        if (_isCurrent)
            return;
        while (!_isCurrent)
        {
            var snapshot = await store.LoadAsync(name);
            lock (_lock)
            {
                if (store.IsShared)
                    _replica.Load(snapshot?.State ?? new(), snapshot?.Members ?? [], snapshot?.Log ?? []);
                _isCurrent = true;
                _early.ForEach(Follow);
                _early.Clear();
            }
        }
    }

    private void OnChanged(RoomChange change)
    {
        bool isCurrent;
        lock (_lock)
        {
            if (_isCurrent)
                Follow(change);
            else if (_early.Count < MaxEarly) // a gap is noticed, and the room is loaded again
                _early.Add(change); // it may be newer than what is being loaded
            isCurrent = _isCurrent;
        }
        if (isCurrent)
            Changed?.Invoke();
        else
            _ = CatchUpQuietlyAsync();
    }

    // With the lock.
    private void Follow(RoomChange change)
    {
        if (change.State.Version <= _replica.State.Version)
            return; // this node's own, or loaded already
        if (change.From == _replica.State.Version)
            _replica.Apply(change);
        else
            _isCurrent = false;
    }

    private async Task CatchUpQuietlyAsync()
    {
        try
        {
            await CatchUpAsync();
        }
        catch (RoomStoreException)
        {
            // The timer tries again.
        }
    }
}
