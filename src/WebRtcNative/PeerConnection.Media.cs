using WebRtcNative.Interop;

namespace WebRtcNative;

public sealed partial class PeerConnection
{
    private readonly Lock _transceiversLock = new(); // never held during a call of the engine: a poll takes it
    private readonly Dictionary<long, RtpTransceiver> _unannounced = []; // of the remote peer, used before their event is raised
    private volatile RtpTransceiver[] _transceivers = []; // replaced, never changed: any thread may read it

    /// <summary>track: the remote peer begins to send a track. Raised by the connection's queue before the task of the call that set the
    /// remote description ends. The first packet comes later: <see cref="MediaStreamTrack.MutedChanged"/>.</summary>
    public event EventHandler<TrackReceivedEventArgs>? TrackReceived;

    /// <summary>getTransceivers: all transceivers of the connection, in the order of their creation. A copy.</summary>
    public IReadOnlyList<RtpTransceiver> Transceivers => [.. _transceivers];

    /// <summary>getSenders: the senders of the transceivers that are not stopped. A copy.</summary>
    public IReadOnlyList<RtpSender> Senders =>
        [.. _transceivers.Where(one => one.Direction != RtpTransceiverDirection.Stopped).Select(one => one.Sender)];

    /// <summary>getReceivers: the receivers of the transceivers that are not stopped. A copy.</summary>
    public IReadOnlyList<RtpReceiver> Receivers =>
        [.. _transceivers.Where(one => one.Direction != RtpTransceiverDirection.Stopped).Select(one => one.Receiver)];

    /// <summary>addTransceiver with a kind: adds a section for sound or pictures, which sends nothing until it gets a track. Waits for the
    /// engine's signaling thread.</summary>
    /// <param name="kind">Sound or pictures.</param>
    /// <param name="init">Direction, streams and encodings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A value is wrong; the message says which.</exception>
    /// <exception cref="WebRtcException">The engine refuses the encodings.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed, or <see cref="PeerConnectionOptions.Media"/> is false.</exception>
    public RtpTransceiver AddTransceiver(MediaKind kind, RtpTransceiverInit? init = null)
    {
        if (!Enum.IsDefined(kind))
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind.");
        return AddTransceiver(kind, null, init);
    }

    /// <summary>addTransceiver with a track: adds a section that sends it. Waits for the engine's signaling thread.</summary>
    /// <param name="track">A local track.</param>
    /// <param name="init">Direction, streams and encodings; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="track"/> is null.</exception>
    /// <exception cref="ArgumentException">A value is wrong; the message says which.</exception>
    /// <exception cref="WebRtcException">The engine refuses the encodings.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed, or <see cref="PeerConnectionOptions.Media"/> is false.</exception>
    public RtpTransceiver AddTransceiver(MediaStreamTrack track, RtpTransceiverInit? init = null)
    {
        ArgumentNullException.ThrowIfNull(track);
        CheckSendable(track, track.Kind);
        return AddTransceiver(track.Kind, track, init);
    }

    /// <summary>addTrack: sends a track, in a new section or in one that has never sent. Waits for the engine's signaling thread.</summary>
    /// <param name="track">A local track.</param>
    /// <param name="streamIds">The streams that it is of: the remote peer plays tracks of one stream in step.</param>
    /// <exception cref="ArgumentNullException"><paramref name="track"/> or <paramref name="streamIds"/> is null.</exception>
    /// <exception cref="ArgumentException">A remote track, or an id of a stream with other characters than RFC 8830 allows, none, or more than
    /// 64.</exception>
    /// <exception cref="WebRtcException">A sender of the connection has the track already.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed, or <see cref="PeerConnectionOptions.Media"/> is false.</exception>
    public RtpSender AddTrack(MediaStreamTrack track, params IReadOnlyList<string> streamIds)
    {
        ArgumentNullException.ThrowIfNull(track);
        CheckSendable(track, track.Kind);
        SdpToken.CheckIds(streamIds, nameof(streamIds));
        ThrowIfClosed();
        var transceiver = Register(track.Kind, RtpTransceiverDirection.SendRecv);
        lock (DirectionLock)
        {
            var usedTag = 0L;
            Attach(transceiver, () => _native.AddTrack(transceiver.Tag, track.Native, streamIds, out usedTag));
            if (usedTag != transceiver.Tag)
            {
                _queue.Unregister(transceiver.Tag);
                transceiver = Find(usedTag, track.Kind);
                transceiver.SetSends(true);
            }
            transceiver.Sender.Track = track;
        }
        return transceiver.Sender;
    }

    /// <summary>removeTrack: the sender sends nothing from now on. Does nothing if the sender has no track, or its transceiver is stopped or
    /// rolled back. Waits for the engine's signaling thread.</summary>
    /// <param name="sender">A sender of this connection.</param>
    /// <exception cref="ArgumentNullException"><paramref name="sender"/> is null.</exception>
    /// <exception cref="ArgumentException">The sender is of another connection.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    public void RemoveTrack(RtpSender sender)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ThrowIfClosed();
        if (sender.Transceiver.Connection != this)
            throw new ArgumentException("The sender is not one of this connection.", nameof(sender));
        var transceiver = sender.Transceiver;
        lock (DirectionLock)
        {
            if (sender.Track == null || transceiver.Direction == RtpTransceiverDirection.Stopped)
                return;
            transceiver.Usable.RemoveTrack();
            if (sender.Track == null)
                return; // the direction stays, as the W3C has it
            transceiver.SetSends(false);
            sender.Track = null;
        }
    }

    /// <summary>getStats with a selector: the statistics of the sender or receiver of a track.</summary>
    /// <param name="track">A track that exactly one sender or receiver of this connection has.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ArgumentNullException"><paramref name="track"/> is null.</exception>
    /// <exception cref="ArgumentException">No sender or receiver has the track, or several have it.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    public Task<RtcStatsReport> GetStatsAsync(MediaStreamTrack track, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(track);
        ThrowIfClosed();
        var of = _transceivers.Where(one => one.Sender.Track == track || one.Receiver.Track == track).Take(2).ToArray();
        if (of.Length != 1)
            throw new ArgumentException("Exactly one sender or receiver of the connection must have the track.", nameof(track));
        return of[0].Sender.Track == track ? of[0].Sender.GetStatsAsync(cancellationToken) : of[0].Receiver.GetStatsAsync(cancellationToken);
    }

    /// <summary>Held by calls that change a direction, together with the engine's: of two calls the later one counts for both. A poll
    /// never takes it.</summary>
    internal Lock DirectionLock { get; } = new();

    /// <summary>Throws unless a sender of this kind can have the track.</summary>
    internal static void CheckSendable(MediaStreamTrack? track, MediaKind kind)
    {
        if (track == null)
            return;
        if (track.IsRemote)
            throw new ArgumentException("A remote track cannot be sent. Read it, and write into a source.", nameof(track));
        if (track.Kind != kind)
            throw new ArgumentException($"The track's kind is {track.Kind}, {kind} is expected.", nameof(track));
    }

    /// <summary>An operation of a sender, in its order with the descriptions.</summary>
    internal Task Operate(Action<long> call, Action succeeded, CancellationToken cancellationToken) =>
        AsTask(
            done => StartChained(
                result =>
                {
                    if (result.Error == null)
                        succeeded();
                    done(result);
                },
                call),
            cancellationToken);

    internal void OnTrack(RtpTransceiver transceiver, IReadOnlyList<string> streamIds) =>
        TrackReceived?.Invoke(this, new TrackReceivedEventArgs(transceiver, streamIds));

    /// <summary>Creates the object of a transceiver of the remote peer before any event of it is routed.</summary>
    internal void Adopt(TransceiverEvent announced)
    {
        RtpTransceiver? transceiver;
        lock (_transceiversLock)
        {
            if (!_unannounced.Remove(announced.TransceiverTag, out transceiver))
                transceiver = New(announced.TransceiverTag, (MediaKind)announced.Kind);
            if (_queue.TryRegister(transceiver.Tag, transceiver))
                AttachLocked(transceiver, announced.Transceiver);
            else
                announced.Transceiver.Dispose();
        }
        transceiver.RaiseEarlyEvents();
        if (IsClosed) // Close may have run before it could see this one
            CloseTransceivers();
    }

    /// <summary>A rollback has removed the transceiver.</summary>
    internal void Forget(RtpTransceiver transceiver)
    {
        lock (_transceiversLock)
            _transceivers = [.. _transceivers.Where(one => one != transceiver)];
        _queue.Unregister(transceiver.Tag);
        transceiver.CloseWithConnection();
    }

    private RtpTransceiver AddTransceiver(MediaKind kind, MediaStreamTrack? track, RtpTransceiverInit? init)
    {
        init ??= new RtpTransceiverInit();
        init.Validate();
        ThrowIfClosed();
        var transceiver = Register(kind, init.Direction);
        Attach(transceiver, () => _native.AddTransceiver(transceiver.Tag, (int)kind, track?.Native, init));
        transceiver.Sender.Track = track;
        return transceiver;
    }

    /// <summary>The transceiver of this connection with the tag; the event that announces it may still wait in the queue.</summary>
    private RtpTransceiver Find(long tag, MediaKind kind)
    {
        lock (_transceiversLock)
        {
            var found = Array.Find(_transceivers, one => one.Tag == tag);
            if (found == null && !_unannounced.TryGetValue(tag, out found))
                _unannounced[tag] = found = New(tag, kind);
            return found;
        }
    }

    private RtpTransceiver New(long tag, MediaKind kind) => new(this, _queue, tag, kind, RtpTransceiverDirection.RecvOnly);

    // Before the engine knows it: otherwise its first events would find no one.
    private RtpTransceiver Register(MediaKind kind, RtpTransceiverDirection direction)
    {
        var transceiver = new RtpTransceiver(this, _queue, Interlocked.Increment(ref s_lastTag), kind, direction);
        if (!_queue.TryRegister(transceiver.Tag, transceiver))
            throw new InvalidOperationException("The peer connection is closed.");
        return transceiver;
    }

    /// <summary>Without a native transceiver nothing changes.</summary>
    private void Attach(RtpTransceiver transceiver, Func<NativeTransceiver?> create)
    {
        try
        {
            if (create() is not { } native)
                return;
            lock (_transceiversLock)
                AttachLocked(transceiver, native);
            transceiver.RaiseEarlyEvents();
        }
        catch
        {
            _queue.Unregister(transceiver.Tag);
            throw;
        }
        if (IsClosed) // Close may have run before it could see this one
            CloseTransceivers();
    }

    private void AttachLocked(RtpTransceiver transceiver, NativeTransceiver native)
    {
        transceiver.Attach(native);
        _transceivers = [.. _transceivers, transceiver];
    }

    private void CloseTransceivers()
    {
        foreach (var transceiver in _transceivers)
        {
            _queue.Unregister(transceiver.Tag);
            transceiver.CloseWithConnection();
        }
    }
}
