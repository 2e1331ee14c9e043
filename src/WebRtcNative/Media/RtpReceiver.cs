using WebRtcNative.Interop;

namespace WebRtcNative;

/// <summary>RTCRtpReceiver (WebRTC 1.0, section 5.3): receives a track of the remote peer.</summary>
/// <remarks>Members may be called from any thread. Setters, and methods without a task, wait for the engine's signaling thread.
/// <see cref="RtpTransceiver"/> says when a connection does not have the transceiver.</remarks>
public sealed class RtpReceiver
{
    private static readonly TimeSpan s_longestTarget = TimeSpan.FromSeconds(4);

    private readonly RtpTransceiver _transceiver;

    internal RtpReceiver(RtpTransceiver transceiver, MediaStreamTrack track)
    {
        _transceiver = transceiver;
        Track = track;
    }

    /// <summary>track: the remote peer's track, always the same one. It is muted until the remote peer sends.</summary>
    public MediaStreamTrack Track { get; }

    /// <summary>transport: the DTLS transport of the section; null before a local description or an answer with the section is set.
    /// Bundled sections have the same one.</summary>
    public DtlsTransport? Transport => _transceiver.Transport;

    /// <summary>jitterBufferTarget (WebRTC Extensions, section 7): how long sound or pictures wait so that late packets are in time; 0 to 4 s.
    /// Null, the default: the engine decides.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above 4 s.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed, or does not have the transceiver.</exception>
    public TimeSpan? JitterBufferTarget
    {
        get;
        set
        {
            if (value < TimeSpan.Zero || value > s_longestTarget)
                throw new ArgumentOutOfRangeException(nameof(value), value, "Must be within 0 and 4 seconds.");
            _transceiver.Usable.SetJitterBufferTarget((int?)value?.TotalMilliseconds ?? -1);
            field = value;
        }
    }

    /// <summary>transform (WebRTC Encoded Transform, section 5): what each encoded frame goes through before it is decoded; null for nothing. The
    /// former one ends. The setter waits for the engine's signaling thread.</summary>
    /// <exception cref="InvalidOperationException">The connection is closed, or does not have the transceiver.</exception>
    /// <exception cref="ObjectDisposedException">The transform is disposed.</exception>
    /// <exception cref="WebRtcException">The transform is or was another sender's or receiver's, or has ended; or the transceiver is
    /// stopped.</exception>
    public RtpTransform? Transform
    {
        get;
        set
        {
            _transceiver.Usable.SetReceiverTransform(value?.Native);
            field = value;
            value?.Start();
        }
    }

    /// <summary>getCapabilities: what the engine can receive. The first call starts the engine's threads if there is no connection.</summary>
    /// <param name="kind">Sound or pictures.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind has no name.</exception>
    /// <exception cref="WebRtcException">The process may not have the threads or descriptors of the engine.</exception>
    public static RtpCapabilities GetCapabilities(MediaKind kind) => PeerConnectionFactory.Default.GetCapabilities(kind, ofSender: false);

    /// <summary>getParameters: reads the codecs and header extensions that are received. Waits for the engine's signaling thread.</summary>
    /// <exception cref="InvalidOperationException">The connection is closed, or does not have the transceiver.</exception>
    public RtpReceiveParameters GetParameters() => _transceiver.Usable.GetReceiveParameters();

    /// <summary>getContributingSources: the sources that a remote mixer has put into the packets of the last ten seconds, the latest
    /// first.</summary>
    /// <exception cref="InvalidOperationException">The connection is closed, or does not have the transceiver.</exception>
    public IReadOnlyList<RtpContributingSource> GetContributingSources() => GetSources(contributing: true);

    /// <summary>getSynchronizationSources: the senders of the packets of the last ten seconds, the latest first.</summary>
    /// <exception cref="InvalidOperationException">The connection is closed, or does not have the transceiver.</exception>
    public IReadOnlyList<RtpContributingSource> GetSynchronizationSources() => GetSources(contributing: false);

    /// <summary>getStats: the statistics of this receiver and of everything that they refer to.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">The connection is closed, or does not have the transceiver.</exception>
    public Task<RtcStatsReport> GetStatsAsync(CancellationToken cancellationToken = default) =>
        _transceiver.Connection.ReadStatsAsync(id => _transceiver.Usable.GetReceiverStats(id), cancellationToken);

    /// <summary>Asks the remote sender for a key frame (RFC 4585, section 6.3.1). Ends when it was asked; the frame comes later, or not at
    /// all.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ArgumentException">A receiver of sound.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed, or does not have the transceiver.</exception>
    public Task RequestKeyFrameAsync(CancellationToken cancellationToken = default) =>
        _transceiver.Connection.Operate(id => _transceiver.Usable.RequestKeyFrame(id), () => { }, cancellationToken);

    private RtpContributingSource[] GetSources(bool contributing) =>
    [
        .. _transceiver.Usable.GetSources()
            .Where(source => source.IsContributing == contributing)
            .OrderByDescending(source => source.Timestamp)
            .Select(source => new RtpContributingSource
            {
                Source = source.Source,
                Timestamp = DateTimeOffset.UnixEpoch.AddMicroseconds(source.Timestamp),
                RtpTimestamp = source.RtpTimestamp,
                AudioLevel = source.AudioLevel >= 0 ? source.AudioLevel : null,
            }),
    ];
}
