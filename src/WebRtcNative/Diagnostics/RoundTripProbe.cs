namespace WebRtcNative;

/// <summary>Measures the round-trip time of one connection on request, one measurement at a time: on a queue without a poll they
/// would pile up.</summary>
internal sealed class RoundTripProbe(PeerConnection connection)
{
    private int _isRunning;

    public void Start()
    {
        if (Interlocked.Exchange(ref _isRunning, 1) == 0)
            _ = RunAsync();
    }

    private async Task RunAsync()
    {
        try
        {
            if (await connection.GetRoundTripTimeAsync().ConfigureAwait(false) is { } time)
                WebRtcMetrics.RoundTripTimeMeasured(time);
        }
        catch (Exception e) when (e is InvalidOperationException or WebRtcException or FormatException)
        {
            // Closed meanwhile, in nearly all cases: there is nothing to measure.
        }
        finally
        {
            Volatile.Write(ref _isRunning, 0);
        }
    }
}
