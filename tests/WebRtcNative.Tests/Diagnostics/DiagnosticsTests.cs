using System.Collections.Concurrent;
using WebRtcNative.Tests.Support;

namespace WebRtcNative.Tests.Diagnostics;

/// <summary>Statistics, the RTC event log and the engine's own log.</summary>
public sealed class DiagnosticsTests : NativeTest
{
    [Fact]
    public async Task GetStatsAsync_Connected_TypedReports()
    {
        var pair = Own(new CorePair());
        var (a, b) = pair.Open();
        for (var i = 0; i < 10; i++)
            Assert.Equal(SendResult.Sent, a.TrySend(new byte[100]));
        pair.Until(() => b.AvailableMessageCount == 10, "the messages");

        var report = await pair.A.GetStatsAsync().WaitAsync(Wait.Deadline);

        var channel = Assert.Single(report.OfType<DataChannelStats>());
        Assert.Equal("channel", channel.Label);
        Assert.Equal(10, channel.MessagesSent);
        Assert.Equal(1000, channel.BytesSent);
        Assert.Equal(1, Assert.Single(report.OfType<PeerConnectionStats>()).DataChannelsOpened);
        var transport = Assert.Single(report.OfType<TransportStats>());
        Assert.Equal(DtlsTransportState.Connected, transport.DtlsState);
        Assert.True(transport.BytesSent > 1000);
        Assert.NotNull(report.SelectedCandidatePair);
        Assert.Equal(report.SelectedCandidatePair.Id, transport.SelectedCandidatePairId);
        Assert.Contains(report.OfType<IceCandidateStats>(), candidate => !candidate.IsRemote && candidate.Port > 0);
        Assert.Contains(report.OfType<IceCandidateStats>(), candidate => candidate.IsRemote);
        Assert.Equal(2, report.OfType<CertificateStats>().Count());
        var fingerprint = pair.A.Sctp!.Transport.RemoteFingerprint!.Value;
        Assert.Contains(
            report.OfType<CertificateStats>(),
            certificate => string.Equals(certificate.Fingerprint, fingerprint, StringComparison.OrdinalIgnoreCase));
        Assert.All(report.Values, stats => Assert.InRange(
            stats.Timestamp, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1)));
    }

    [Fact]
    public async Task GetRoundTripTimeAsync_Connected_Measured()
    {
        var pair = Own(new CorePair());
        Assert.Null(await pair.A.GetRoundTripTimeAsync().WaitAsync(Wait.Deadline));
        pair.Open();
        TimeSpan? time = null;
        pair.Until(
            () =>
            {
                time = pair.Finish(pair.A.GetRoundTripTimeAsync());
                return time != null;
            },
            "a round-trip time");
        Assert.True(time >= TimeSpan.Zero, $"{time}");
    }

    [Fact]
    public async Task GetStatsAsync_NewClosedCancelled_ReportErrorCancelled()
    {
        var connection = Own(new PeerConnection());
        Assert.Contains(await connection.GetStatsAsync().WaitAsync(Wait.Deadline), pair => pair.Value is PeerConnectionStats);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.GetStatsAsync(new CancellationToken(true)));
        var underWay = connection.GetStatsAsync();
        connection.Close();
        try
        {
            await underWay.WaitAsync(Wait.Deadline);
        }
        catch (InvalidOperationException)
        {
            // Or it was answered before the close.
        }
        Assert.Throws<InvalidOperationException>(() => { _ = connection.GetStatsAsync(); });
    }

    [EventLogFact(isThere: false)]
    public async Task StartEventLogAsync_EngineWithout_UnsupportedOperation()
    {
        var connection = Own(new PeerConnection());
        var error = await Assert.ThrowsAsync<WebRtcException>(() => connection.StartEventLogAsync(new MemoryStream()));
        Assert.Equal(RtcErrorType.UnsupportedOperation, error.ErrorType);
        // And the object is as usable as before.
        error = await Assert.ThrowsAsync<WebRtcException>(() => connection.StartEventLogAsync(new MemoryStream()));
        Assert.Equal(RtcErrorType.UnsupportedOperation, error.ErrorType);
        await connection.StopEventLogAsync().WaitAsync(Wait.Deadline);
    }

    [EventLogFact]
    public async Task StartEventLogAsync_Stream_BytesThenNoMore()
    {
        var pair = Own(new CorePair());
        using var stream = new MemoryStream();
        var options = new RtcEventLogOptions { OutputPeriod = TimeSpan.FromMilliseconds(10) };
        await pair.A.StartEventLogAsync(stream, options).WaitAsync(Wait.Deadline);
        await Assert.ThrowsAsync<InvalidOperationException>(() => pair.A.StartEventLogAsync(new MemoryStream()));
        pair.Open();

        await pair.A.StopEventLogAsync().WaitAsync(Wait.Deadline);

        var length = stream.Length;
        Assert.True(length > 100, $"{length} bytes of log");
        await pair.A.GetStatsAsync().WaitAsync(Wait.Deadline);
        Assert.Equal(length, stream.Length);
        await pair.A.StopEventLogAsync().WaitAsync(Wait.Deadline);
        await pair.A.StartEventLogAsync(stream).WaitAsync(Wait.Deadline);
    }

    [EventLogFact]
    public async Task StartEventLogAsync_File_WrittenAndClosed()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var pair = Own(new CorePair());
            await pair.A.StartEventLogAsync(path).WaitAsync(Wait.Deadline);
            pair.Open();
            await pair.A.StopEventLogAsync().WaitAsync(Wait.Deadline);
            Assert.True(new FileInfo(path).Length > 100);
            using var exclusive = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task StartEventLogAsync_WrongArguments_Thrown()
    {
        var connection = Own(new PeerConnection());
        await Assert.ThrowsAsync<ArgumentNullException>(() => connection.StartEventLogAsync((Stream)null!));
        await Assert.ThrowsAsync<ArgumentException>(
            () => connection.StartEventLogAsync(new MemoryStream([], writable: false)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => connection.StartEventLogAsync(new MemoryStream(), new RtcEventLogOptions { Limit = 0 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => connection.StartEventLogAsync(new MemoryStream(), new RtcEventLogOptions { OutputPeriod = TimeSpan.Zero }));
        await Assert.ThrowsAnyAsync<IOException>(() => connection.StartEventLogAsync("/there/is/no/such/folder/log"));
        connection.Close();
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.StartEventLogAsync(new MemoryStream()));
    }

    [EventLogFact]
    public void StartEventLogAsync_StreamThatThrows_OutOfPollAndLogEnds()
    {
        using var queue = new EventQueue();
        var pair = Own(new CorePair(queue));
        var options = new RtcEventLogOptions { OutputPeriod = TimeSpan.FromMilliseconds(5) };
        // The log's head is written at once, so the exception may come before the start is known to have succeeded.
        var started = pair.A.StartEventLogAsync(new ThrowingStream(), options);
        pair.A.CreateDataChannel("channel");
        _ = pair.A.SetLocalDescriptionAsync();

        var thrown = 0;
        Wait.Until(() => thrown > 0 && started.IsCompletedSuccessfully, "the start and the exception", () =>
        {
            try
            {
                queue.Poll();
            }
            catch (NotSupportedException)
            {
                thrown++;
            }
        });

        pair.Finish(pair.A.GetStatsAsync());
        pair.Finish(pair.A.StartEventLogAsync(new MemoryStream()));
        Assert.Equal(1, thrown);
    }

    [Fact]
    public void Written_Verbose_LinesUntilNone()
    {
        var lines = new ConcurrentQueue<EngineLogLine>();
        void Keep(object? sender, EngineLogLine line) => lines.Enqueue(line);
        EngineLog.Written += Keep;
        try
        {
            EngineLog.MinimumSeverity = EngineLogSeverity.Verbose;
            using (var connection = new PeerConnection())
                connection.CreateDataChannel("channel");
            Wait.Until(() => lines.Count > 5, "lines");
            Assert.All(lines, line => Assert.InRange(line.Severity, EngineLogSeverity.Verbose, EngineLogSeverity.Error));
            Assert.All(lines, line => Assert.False(line.Message.EndsWith('\n')));
        }
        finally
        {
            EngineLog.MinimumSeverity = EngineLogSeverity.None;
            EngineLog.Written -= Keep;
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => EngineLog.MinimumSeverity = (EngineLogSeverity)7);
    }

    private sealed class ThrowingStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new NotSupportedException("This stream throws.");

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream throws.");
    }
}
