using System.Diagnostics;

namespace WebRtcNative.Tool.Calls;

/// <summary>What arrives in a call: a line a second, with level, size and rates.</summary>
internal sealed class CallReport(PeerConnection connection)
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    private readonly SoundMeter _meter = new();
    private (int Width, int Height) _size;
    private int _pictures;
    private long _bytes;

    public void AddSound(ReadOnlySpan<short> samples) => _meter.Add(samples);

    public void AddPicture(int width, int height)
    {
        _size = (width, height);
        Interlocked.Increment(ref _pictures);
    }

    public async Task PrintAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(s_period);
        for (var since = Stopwatch.GetTimestamp(); await timer.WaitForNextTickAsync(cancellation);)
        {
            var report = await connection.GetStatsAsync(cancellation);
            var bytes = report.SelectedCandidatePair?.BytesReceived ?? 0;
            var time = Stopwatch.GetElapsedTime(since);
            since = Stopwatch.GetTimestamp();
            var pictures = Interlocked.Exchange(ref _pictures, 0);
            var picture = pictures == 0 ? "none" : $"{_size.Width}x{_size.Height}, {pictures / time.TotalSeconds:F1}/s";
            Output.Line($"sound {_meter.Take()}; picture {picture}; {Units.Rate(Math.Max(0, bytes - _bytes), time)}");
            _bytes = bytes;
        }
    }
}
