using System.Collections.Concurrent;
using WebRtcNative.Interop;

namespace WebRtcNative;

// Operations that the engine completes later. Each is completed exactly once.
public sealed partial class PeerConnection
{
    private static long s_lastOperation;

    private readonly ConcurrentDictionary<long, OperationCompletion> _operations = new();

    private void Start(OperationCompletion done, Action<long> call)
    {
        ThrowIfClosed();
        var id = Interlocked.Increment(ref s_lastOperation);
        _operations[id] = done;
        try
        {
            call(id);
        }
        catch
        {
            _operations.TryRemove(id, out _);
            throw;
        }
        if (IsClosed) // closed since the check above: Close may have missed this one
            EndOperations();
    }

    /// <summary>Calls it when the queue raises events, in their order: as the completion of an operation that changes nothing. Also
    /// called when the connection is closed meanwhile, by the thread that closes it.</summary>
    internal void Post(Action run) => Start(_ => run(), _native.CheckNegotiationNeeded);

    private void CompleteOperation(OperationCompletedEvent completed)
    {
        if (_operations.TryRemove(completed.Operation, out var done))
            done(new OperationResult(completed.Error, (SdpType)completed.SdpType, completed.Sdp, completed.Stats));
    }

    private void EndOperations()
    {
        foreach (var id in _operations.Keys)
        {
            if (_operations.TryRemove(id, out var done))
                done(new OperationResult(new InvalidOperationException("The peer connection was closed.")));
        }
        foreach (var (_, done) in TakeEarlyCandidates())
            done(new OperationResult(new InvalidOperationException("The peer connection was closed.")));
    }

    private static Task AsTask(Action<OperationCompletion> start, CancellationToken cancellationToken) =>
        AsTask(start, _ => true, cancellationToken);

    /// <summary>Continuations never run inside a poll or on an engine thread.</summary>
    private static Task<T> AsTask<T>(
        Action<OperationCompletion> start, Func<OperationResult, T> select, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        var source = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancellation = cancellationToken.UnsafeRegister(
            static (source, token) => ((TaskCompletionSource<T>)source!).TrySetCanceled(token), source);
        try
        {
            start(result =>
            {
                cancellation.Dispose();
                if (result.Error == null)
                    source.TrySetResult(select(result));
                else
                    source.TrySetException(result.Error);
            });
        }
        catch
        {
            cancellation.Dispose();
            throw;
        }
        return source.Task;
    }
}
