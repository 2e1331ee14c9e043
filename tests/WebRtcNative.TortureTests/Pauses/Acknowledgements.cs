using System.Diagnostics;

namespace WebRtcNative.TortureTests.Pauses;

/// <summary>Keeps a channel's send buffer filled and notes each time that it falls. SCTP takes a message out of it only when
/// the peer has acknowledged others, so these are the times of acknowledgements.</summary>
internal sealed class Acknowledgements(DataChannel channel)
{
    private const int MessageSize = 16 * 1024;
    private const int Filled = 12 * 1024 * 1024; // lasts while this side waits for a core

    private readonly byte[] _message = new byte[MessageSize];
    private readonly List<long> _times = [];
    private readonly List<long> _empty = [];

    public void MeasureUntil(Func<bool> ended)
    {
        using var never = new AutoResetEvent(false);
        while (!ended())
        {
            while (channel.BufferedAmount < Filled && channel.TrySend(_message) == SendResult.Sent)
            {
            }
            var before = channel.BufferedAmount;
            never.WaitOne(1);
            var after = channel.BufferedAmount;
            if (after == 0)
                _empty.Add(Stopwatch.GetTimestamp());
            if (after < before)
                _times.Add(Stopwatch.GetTimestamp());
        }
    }

    /// <summary>Whether there was something to acknowledge all the time: this side had a core when it needed one.</summary>
    public bool Tells(Pause pause) => !_empty.Exists(time => time > pause.Begin && time < pause.End);

    /// <summary>The longest time without an acknowledgement, of the time from one moment to another.</summary>
    public long LongestGap(long begin, long end)
    {
        var times = _times.Where(time => time > begin && time < end).Prepend(begin).Append(end).ToList();
        return times.Zip(times.Skip(1), (from, to) => to - from).Max();
    }

    public override string ToString()
    {
        var gaps = _times.Zip(_times.Skip(1), Stopwatch.GetElapsedTime).OrderDescending().ToList();
        var quantiles = new[] { 0.5, 0.9, 0.99, 0.999 }
            .Select(share => $"{share:P1} within {gaps[(int)((1 - share) * (gaps.Count - 1))].TotalMilliseconds:F1} ms");
        return $"{gaps.Count} gaps between acknowledgements: {string.Join(", ", quantiles)}; "
            + $"longest {string.Join(", ", gaps.Take(10).Select(gap => $"{gap.TotalMilliseconds:F0}"))} ms";
    }
}
