using System.Collections.Concurrent;
using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>What comes of an operation: a description where it makes one, or what went wrong.</summary>
internal delegate void OperationCompletion(SessionDescription? description, Exception? error);

public sealed partial class PeerConnection
{
    private static long s_lastOperation;

    private readonly ConcurrentDictionary<long, OperationCompletion> _operations = new();

    /// <summary>createOffer (WebRTC 1.0, section 4.4.2).</summary>
    /// <param name="cancellationToken">Ends the waiting, not the engine's work.</param>
    /// <exception cref="InvalidOperationException">The connection is, or gets, closed.</exception>
    /// <exception cref="WebRtcException">The engine refuses.</exception>
    public Task<SessionDescription> CreateOfferAsync(CancellationToken cancellationToken = default) =>
        AsTask(CreateOffer, cancellationToken);

    /// <summary>createAnswer (WebRTC 1.0, section 4.4.2).</summary>
    /// <param name="cancellationToken">Ends the waiting, not the engine's work.</param>
    /// <exception cref="InvalidOperationException">The connection is, or gets, closed, or there is no remote offer.</exception>
    /// <exception cref="WebRtcException">The engine refuses.</exception>
    public Task<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken = default) =>
        AsTask(CreateAnswer, cancellationToken);

    /// <summary>setLocalDescription (WebRTC 1.0, section 4.4.2). Candidates are gathered from here on.</summary>
    /// <param name="description">What <see cref="CreateOfferAsync"/> or <see cref="CreateAnswerAsync"/> made, or a rollback.</param>
    /// <param name="cancellationToken">Ends the waiting, not the engine's work.</param>
    /// <exception cref="WebRtcException">The SDP cannot be parsed (thrown by the call), or the engine refuses.</exception>
    /// <exception cref="InvalidOperationException">The connection is, or gets, closed, or is in the wrong state for it.</exception>
    public Task SetLocalDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default) =>
        AsTask(done => SetLocalDescription(description, done), cancellationToken);

    /// <summary>setRemoteDescription (WebRTC 1.0, section 4.4.2). An offer in the state
    /// <see cref="SignalingState.HaveLocalOffer"/> rolls the local one back.</summary>
    /// <param name="description">What the remote peer sent.</param>
    /// <param name="cancellationToken">Ends the waiting, not the engine's work.</param>
    /// <exception cref="WebRtcException">The SDP cannot be parsed (thrown by the call), or the engine refuses.</exception>
    /// <exception cref="InvalidOperationException">The connection is, or gets, closed, or is in the wrong state for it.</exception>
    public Task SetRemoteDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default) =>
        AsTask(done => SetRemoteDescription(description, done), cancellationToken);

    /// <summary>addIceCandidate (WebRTC 1.0, section 4.4.2). An empty candidate, the end of candidates, is accepted and
    /// changes nothing: the engine does not wait for it.</summary>
    /// <param name="candidate">What the remote peer sent.</param>
    /// <param name="cancellationToken">Ends the waiting, not the engine's work.</param>
    /// <exception cref="ArgumentException">Neither SdpMid nor SdpMLineIndex is given (thrown by the call).</exception>
    /// <exception cref="WebRtcException">The candidate cannot be parsed (thrown by the call), or the engine refuses.</exception>
    /// <exception cref="InvalidOperationException">No remote description yet, or the connection is, or gets, closed.</exception>
    public Task AddIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default) =>
        AsTask(done => AddIceCandidate(candidate, done), cancellationToken);

    internal void CreateOffer(OperationCompletion done) => Start(done, _native.CreateOffer);

    internal void CreateAnswer(OperationCompletion done) => Start(done, _native.CreateAnswer);

    internal void SetLocalDescription(SessionDescription description, OperationCompletion done)
    {
        CheckDescription(description);
        Start(done, id => _native.SetLocalDescription(id, description));
    }

    internal void SetRemoteDescription(SessionDescription description, OperationCompletion done)
    {
        CheckDescription(description);
        Start(done, id => _native.SetRemoteDescription(id, description));
    }

    internal void AddIceCandidate(IceCandidate candidate, OperationCompletion done)
    {
        CheckIceCandidate(candidate);
        if (candidate.Candidate.Length == 0)
        {
            ThrowIfClosed();
            done(null, null);
            return;
        }
        Start(done, id => _native.AddIceCandidate(id, candidate));
    }

    /// <summary>Throws when the candidate could not be added to any connection.</summary>
    internal static void CheckIceCandidate(IceCandidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(candidate.Candidate, nameof(candidate));
        if (candidate.SdpMLineIndex is < 0 or > ushort.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(candidate), candidate.SdpMLineIndex, "SdpMLineIndex must be within 0 and 65535.");
        if (candidate.Candidate.Length > 0)
            NativePeerConnection.CheckIceCandidate(candidate);
    }

    private static void CheckDescription(SessionDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(description.Sdp, nameof(description));
        if (!Enum.IsDefined(description.Type))
            throw new ArgumentOutOfRangeException(nameof(description), description.Type, "Unknown SDP type.");
    }

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

    private void CompleteOperation(in NativeEvent next)
    {
        if (!_operations.TryRemove(next.Operation, out var done))
            return;
        var error = next.ToException();
        done(error == null ? new SessionDescription((SdpType)next.Value, next.Text1) : null, error);
    }

    private void EndOperations()
    {
        foreach (var id in _operations.Keys)
        {
            if (_operations.TryRemove(id, out var done))
                done(null, new InvalidOperationException("The peer connection was closed."));
        }
    }

    /// <summary>Continuations never run inside a poll or on an engine thread.</summary>
    private static Task<SessionDescription> AsTask(Action<OperationCompletion> start, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<SessionDescription>(cancellationToken);
        var source = new TaskCompletionSource<SessionDescription>(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancellation = cancellationToken.UnsafeRegister(
            static (source, token) => ((TaskCompletionSource<SessionDescription>)source!).TrySetCanceled(token), source);
        try
        {
            start((description, error) =>
            {
                cancellation.Dispose();
                if (error == null)
                    source.TrySetResult(description!); // null where nothing is made: those methods return a plain Task
                else
                    source.TrySetException(error);
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
