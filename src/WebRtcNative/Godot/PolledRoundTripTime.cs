using System.Diagnostics;

namespace WebRtcNative.Godot;

/// <summary>The round-trip time of one connection, measured only while it is read.</summary>
internal sealed class PolledRoundTripTime(PeerConnection connection)
{
    private const int Never = -1;

    // The engine learns a new value every 2.5 s from its own checks. Statistics cost it more than a frame should.
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private long _ticks = Never;
    private long _measuredAt;
    private int _isMeasuring;

    /// <summary>The last value; null for none. Starts a measurement if that is old.</summary>
    public TimeSpan? Read()
    {
        var ticks = Volatile.Read(ref _ticks);
        var isOld = ticks == Never || Stopwatch.GetElapsedTime(Volatile.Read(ref _measuredAt)) >= s_interval;
        if (isOld && connection.ConnectionState == PeerConnectionState.Connected && Interlocked.Exchange(ref _isMeasuring, 1) == 0)
            Measure();
        return ticks == Never ? null : TimeSpan.FromTicks(ticks);
    }

    private void Measure()
    {
        try
        {
            connection.GetStats(End);
        }
        catch (InvalidOperationException) // closed by another thread
        {
        }
    }

    private void End(OperationResult result)
    {
        if (result.Error == null && RtcStatsReport.Parse(result.Stats).SelectedCandidatePair?.CurrentRoundTripTime is { } time)
        {
            Volatile.Write(ref _measuredAt, Stopwatch.GetTimestamp());
            Volatile.Write(ref _ticks, time.Ticks);
        }
        Volatile.Write(ref _isMeasuring, 0);
    }
}
