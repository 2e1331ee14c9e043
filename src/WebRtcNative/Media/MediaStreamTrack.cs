using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>MediaStreamTrack (W3C Media Capture and Streams, section 4.3): sound or pictures of one source. A local track is made by an
/// <see cref="AudioSource"/> or a <see cref="VideoSource"/>; a remote one is the <see cref="RtpReceiver.Track"/> of a receiver.</summary>
/// <remarks>Members may be called from any thread and never wait for an engine thread. Events are raised by the connection's queue, for
/// remote tracks only.</remarks>
public abstract class MediaStreamTrack : IDisposable
{
    private const int WillRaise = 1; // Ended, by RtpTransceiver.Stop: the engine's event follows
    private const int Over = 2;

    private int _ended;

    private protected MediaStreamTrack(NativeTrack native)
    {
        Native = native;
        Muted = native.IsRemote;
    }

    /// <summary>mute and unmute: <see cref="Muted"/> has changed to the argument. Raised by the connection's queue.</summary>
    public event EventHandler<bool>? MutedChanged;

    /// <summary>ended: the remote peer, a rollback or <see cref="RtpTransceiver.Stop"/> has ended the track. Not raised for
    /// <see cref="Stop"/>, nor when this side closes the connection. Raised by the connection's queue.</summary>
    public event EventHandler? Ended;

    /// <summary>id: identifier of the track, as in descriptions.</summary>
    public string Id => Native.Id;

    /// <summary>kind: whether the track carries sound or pictures.</summary>
    public MediaKind Kind => (MediaKind)Native.Kind;

    /// <summary>Whether the track is a receiver's, and carries what the remote peer sends.</summary>
    public bool IsRemote => Native.IsRemote;

    /// <summary>enabled: whether the track carries its source's content; a track that is not enabled carries silence or black pictures.
    /// Default true.</summary>
    /// <exception cref="ObjectDisposedException">The track is disposed.</exception>
    public bool Enabled
    {
        get;
        set
        {
            if (ReadyState == MediaStreamTrackState.Live || !value)
                Native.SetEnabled(value);
            field = value;
        }
    } = true;

    /// <summary>muted: whether nothing comes at present. A remote track is muted until its first packet, and while the remote peer does not
    /// send. A local track never is.</summary>
    public bool Muted { get; private set; }

    /// <summary>readyState: whether the track is live or has ended.</summary>
    public MediaStreamTrackState ReadyState =>
        Volatile.Read(ref _ended) != 0 ? MediaStreamTrackState.Ended : MediaStreamTrackState.Live;

    internal NativeTrack Native { get; }

    /// <summary>stop: ends the track for this side. Its senders send silence or black pictures, and its readers get no more. Returns at
    /// once; may be repeated.</summary>
    public void Stop()
    {
        if (Interlocked.Exchange(ref _ended, Over) == Over)
            return;
        try
        {
            Native.SetEnabled(false);
        }
        catch (ObjectDisposedException)
        {
            // By another thread.
        }
    }

    /// <summary>Stops the track as <see cref="Stop"/> does, and releases what the track holds of the engine. Senders that have the track
    /// keep it, silent. May be repeated.</summary>
    public void Dispose()
    {
        Stop();
        Native.Dispose();
        GC.SuppressFinalize(this);
    }

    internal static MediaStreamTrack Create(NativeTrack native) =>
        native.Kind == (int)MediaKind.Audio ? new AudioTrack(native) : new VideoTrack(native);

    internal void Update(bool isMuted)
    {
        if (Muted == isMuted || ReadyState == MediaStreamTrackState.Ended)
            return;
        Muted = isMuted;
        MutedChanged?.Invoke(this, isMuted);
    }

    /// <summary>The transceiver is stopped on this side: the state changes at once, the event is raised by the queue.</summary>
    internal void EndSoon() => Interlocked.CompareExchange(ref _ended, WillRaise, 0);

    /// <summary>The connection has ended the track.</summary>
    internal void End()
    {
        if (Interlocked.Exchange(ref _ended, Over) != Over)
            Ended?.Invoke(this, EventArgs.Empty);
    }
}
