namespace WebRtcNative.Signaling.Server.Rooms;

/// <summary>Lets one caller in at a time, in order. Has nothing to dispose, unlike a semaphore: rooms come and go.</summary>
internal sealed class AsyncGate
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private bool _isTaken;

    public ValueTask EnterAsync()
    {
        lock (_lock)
        {
            if (!_isTaken)
            {
                _isTaken = true;
                return default;
            }
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
            return new(turn.Task);
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            if (_waiting.TryDequeue(out var next))
                next.SetResult();
            else
                _isTaken = false;
        }
    }
}
