namespace WebRtcNative;

public sealed partial class PeerConnection
{
    private RtcEventLog? _eventLog;

    /// <summary>getStats (WebRTC 1.0, section 8; webrtc-stats): the connection's statistics at this moment.</summary>
    /// <param name="cancellationToken">Ends the wait, not the engine's work.</param>
    /// <exception cref="InvalidOperationException">The connection is closed, perhaps during the call.</exception>
    public Task<RtcStatsReport> GetStatsAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        return ReadStatsAsync(_native.GetStats, cancellationToken);
    }

    /// <summary>The last measured round-trip time of the selected candidate pair; null before there is one.</summary>
    /// <param name="cancellationToken">Ends the wait, not the engine's work.</param>
    /// <exception cref="InvalidOperationException">The connection is closed, perhaps during the call.</exception>
    public async Task<TimeSpan?> GetRoundTripTimeAsync(CancellationToken cancellationToken = default)
    {
        var report = await GetStatsAsync(cancellationToken).ConfigureAwait(false);
        return report.SelectedCandidatePair?.CurrentRoundTripTime;
    }

    /// <summary>Starts libwebrtc's RTC event log, in the binary format that its tools read.</summary>
    /// <param name="destination">Written to when the queue raises events, on that thread. It stays open. An exception of it ends
    /// the log and is treated like an exception of a handler.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellationToken">Ends the wait, not the engine's work.</param>
    /// <exception cref="ArgumentNullException"><paramref name="destination"/> is null.</exception>
    /// <exception cref="InvalidOperationException">A log is running, or the connection is closed, perhaps during the
    /// call.</exception>
    /// <exception cref="ArgumentException">The stream cannot be written to, or an option is wrong.</exception>
    public Task StartEventLogAsync(
        Stream destination, RtcEventLogOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (!destination.CanWrite)
            throw new ArgumentException("The stream cannot be written to.", nameof(destination));
        return StartEventLog(new RtcEventLog(destination, isOwner: false), options, cancellationToken);
    }

    /// <summary>Starts libwebrtc's RTC event log, into a file. An existing file is replaced.</summary>
    /// <param name="path">The file, which is closed by <see cref="StopEventLogAsync"/> and when the connection is closed.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellationToken">Ends the wait, not the engine's work.</param>
    /// <exception cref="InvalidOperationException">A log is running, or the connection is closed, perhaps during the
    /// call.</exception>
    /// <exception cref="ArgumentException">The path or an option is wrong.</exception>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    public Task StartEventLogAsync(
        string path, RtcEventLogOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        if (Volatile.Read(ref _eventLog) != null)
            throw new InvalidOperationException("An event log is running.");
        return StartEventLog(new RtcEventLog(File.Create(path), isOwner: true), options, cancellationToken);
    }

    /// <summary>Stops the RTC event log: everything is written when the task ends. Does nothing if none is running.</summary>
    /// <param name="cancellationToken">Ends the wait, not the engine's work.</param>
    /// <exception cref="InvalidOperationException">The connection is closed, perhaps during the call; unwritten bytes are lost
    /// then.</exception>
    /// <exception cref="IOException">The last bytes could not be written.</exception>
    public Task StopEventLogAsync(CancellationToken cancellationToken = default) =>
        AsTask(
            done => Start(
                result =>
                {
                    var failure = EndEventLog();
                    done(result with { Error = result.Error ?? failure });
                },
                _native.StopEventLog),
            cancellationToken);

    internal void GetStats(OperationCompletion done) => Start(done, _native.GetStats);

    /// <summary>Parsed on the thread that awaits the task, not on the thread that raises events.</summary>
    internal async Task<RtcStatsReport> ReadStatsAsync(Action<long> call, CancellationToken cancellationToken)
    {
        var json = AsTask(done => Start(done, call), result => result.Stats, cancellationToken);
        return RtcStatsReport.Parse(await json.ConfigureAwait(false));
    }

    private Task StartEventLog(RtcEventLog log, RtcEventLogOptions? options, CancellationToken cancellationToken)
    {
        options ??= new RtcEventLogOptions();
        try
        {
            options.Validate();
            ThrowIfClosed();
            if (Interlocked.CompareExchange(ref _eventLog, log, null) != null)
                throw new InvalidOperationException("An event log is running.");
            return AsTask(
                done => Start(
                    result =>
                    {
                        if (result.Error != null)
                            EndEventLog();
                        done(result);
                    },
                    id => _native.StartEventLog(id, (int)options.OutputPeriod.TotalMilliseconds, options.Limit)),
                cancellationToken);
        }
        catch
        {
            Interlocked.CompareExchange(ref _eventLog, null, log);
            log.Close();
            throw;
        }
    }

    private void WriteEventLog(byte[] bytes)
    {
        try
        {
            _eventLog?.Write(bytes);
        }
        catch
        {
            EndEventLog();
            Start(_ => { }, _native.StopEventLog);
            throw;
        }
    }

    private Exception? EndEventLog() => Interlocked.Exchange(ref _eventLog, null)?.Close();
}
