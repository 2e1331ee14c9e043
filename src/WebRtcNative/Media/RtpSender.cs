namespace WebRtcNative;

/// <summary>RTCRtpSender (WebRTC 1.0, section 5.2): sends a track to the remote peer.</summary>
/// <remarks>Members may be called from any thread. Setters, and methods without a task, wait for the engine's signaling thread.
/// <see cref="RtpTransceiver"/> says when a connection does not have the transceiver.</remarks>
public sealed class RtpSender
{
    private readonly RtpTransceiver _transceiver;
    private volatile RtpSendParameters? _last; // that GetParameters has returned

    internal RtpSender(RtpTransceiver transceiver)
    {
        _transceiver = transceiver;
        Dtmf = transceiver.Kind == MediaKind.Audio ? new DtmfSender(transceiver) : null;
    }

    /// <summary>track: the track that is sent; null for nothing.</summary>
    public MediaStreamTrack? Track { get; internal set; }

    /// <summary>dtmf: what sends telephone tones in the place of the sound; null for pictures.</summary>
    public DtmfSender? Dtmf { get; }

    /// <summary>transport: the DTLS transport of the section; null before a local description or an answer with the section is set.
    /// Bundled sections have the same one.</summary>
    public DtlsTransport? Transport => _transceiver.Transport;

    /// <summary>transform (WebRTC Encoded Transform, section 5): what each encoded frame goes through before it is sent; null for nothing. Set it
    /// before a description is negotiated, so that no frame is sent without it. The former one ends. The setter waits for the engine's signaling
    /// thread.</summary>
    /// <exception cref="InvalidOperationException">The connection is closed, or does not have the transceiver.</exception>
    /// <exception cref="ObjectDisposedException">The transform is disposed.</exception>
    /// <exception cref="WebRtcException">The transform is or was another sender's or receiver's, or has ended; or the transceiver is
    /// stopped.</exception>
    public RtpTransform? Transform
    {
        get;
        set
        {
            _transceiver.Usable.SetSenderTransform(value?.Native);
            field = value;
            value?.Start();
        }
    }

    internal RtpTransceiver Transceiver => _transceiver;

    /// <summary>getCapabilities: what the engine can send. The first call starts the engine's threads if there is no connection.</summary>
    /// <param name="kind">Sound or pictures.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind has no name.</exception>
    /// <exception cref="WebRtcException">The process may not have the threads or descriptors of the engine.</exception>
    public static RtpCapabilities GetCapabilities(MediaKind kind) => PeerConnectionFactory.Default.GetCapabilities(kind, ofSender: true);

    /// <summary>replaceTrack: sends another track of the same kind, without negotiation.</summary>
    /// <param name="track">Null: nothing is sent.</param>
    /// <param name="cancellationToken">Ends the waiting; the engine may replace the track all the same.</param>
    /// <exception cref="ArgumentException">A track of the other kind, or a remote one.</exception>
    /// <exception cref="InvalidOperationException">The transceiver is stopped, or the connection is closed or does not have it.</exception>
    /// <exception cref="WebRtcException">The engine would have to negotiate.</exception>
    public Task ReplaceTrackAsync(MediaStreamTrack? track, CancellationToken cancellationToken = default)
    {
        PeerConnection.CheckSendable(track, _transceiver.Kind);
        return _transceiver.Connection.Operate(
            id => _transceiver.Usable.ReplaceTrack(id, track?.Native), () => Track = track, cancellationToken);
    }

    /// <summary>setStreams: chooses the streams that the remote peer finds the track in, from the next offer or answer on.</summary>
    /// <param name="streamIds">None: the track is of no stream.</param>
    /// <exception cref="ArgumentNullException"><paramref name="streamIds"/> is null.</exception>
    /// <exception cref="ArgumentException">An id has other characters than RFC 8830 allows, none, or more than 64.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed, or does not have the transceiver.</exception>
    public void SetStreams(params IReadOnlyList<string> streamIds)
    {
        SdpToken.CheckIds(streamIds, nameof(streamIds));
        _transceiver.Usable.SetStreams(streamIds);
    }

    /// <summary>getParameters: reads the encodings, codecs and header extensions that are sent, to be changed by
    /// <see cref="SetParametersAsync"/>. Waits for the engine's signaling thread.</summary>
    /// <exception cref="InvalidOperationException">The connection is closed, or does not have the transceiver.</exception>
    public RtpSendParameters GetParameters() => _last = _transceiver.Usable.GetSendParameters();

    /// <summary>setParameters: changes how the track is encoded: bitrates, frame rates, scale, whether an encoding is active, and the
    /// degradation preference.</summary>
    /// <param name="parameters">What the last <see cref="GetParameters"/> returned, changed by a <c>with</c> expression.</param>
    /// <param name="cancellationToken">Ends the waiting; the engine may set them all the same.</param>
    /// <exception cref="ArgumentNullException"><paramref name="parameters"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The connection is closed, or does not have the transceiver.</exception>
    /// <exception cref="ArgumentException">The list of encodings, or one of them, is null.</exception>
    /// <exception cref="WebRtcException">A value is out of its range, the parameters are not of the last GetParameters, or something was
    /// changed that cannot be.</exception>
    public Task SetParametersAsync(RtpSendParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Encodings is null || parameters.Encodings.Contains(null))
            throw new ArgumentException("The encodings, and each of them, must not be null.", nameof(parameters));
        if (_last is { } last && !last.HasSameReadOnly(parameters))
        {
            throw new WebRtcException(
                "Codecs, header extensions, cname and reduced size cannot be changed.", RtcErrorType.InvalidModification);
        }
        return _transceiver.Connection.Operate(
            id => _transceiver.Usable.SetParameters(id, parameters), () => { }, cancellationToken);
    }

    /// <summary>generateKeyFrame (WebRTC Encoded Transform, section 5.2): asks the encoder for a key frame.</summary>
    /// <param name="rids">Of the encodings; none: all.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">The connection is closed, or does not have the transceiver.</exception>
    /// <exception cref="WebRtcException">The sender has no pictures, or no encoding has such a rid; on Debian's engine always.</exception>
    public Task GenerateKeyFrameAsync(IReadOnlyList<string>? rids = null, CancellationToken cancellationToken = default) =>
        _transceiver.Connection.Operate(
            id => _transceiver.Usable.GenerateKeyFrame(id, rids ?? []), () => { }, cancellationToken);

    /// <summary>getStats: the statistics of this sender and of everything that they refer to.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">The connection is closed, or does not have the transceiver.</exception>
    public Task<RtcStatsReport> GetStatsAsync(CancellationToken cancellationToken = default) =>
        _transceiver.Connection.ReadStatsAsync(id => _transceiver.Usable.GetSenderStats(id), cancellationToken);
}
