using System.Diagnostics;

namespace OurPair;

/// <summary>Counts what arrives from a time on, from the first to the last message.</summary>
internal sealed class Arrivals(long begin)
{
    private long _first;
    private long _last;

    /// <summary>All messages, of the warm-up too.</summary>
    public long Total { get; private set; }

    private long Counted { get; set; }

    public void Add()
    {
        Total++;
        var now = Stopwatch.GetTimestamp();
        if (now < begin)
            return;
        if (_first == 0)
            _first = now;
        _last = now;
        Counted++;
    }

    public void AddTo(Figures figures, int bytes, long allocated)
    {
        var messages = Counted - 1;
        var seconds = Stopwatch.GetElapsedTime(_first, _last).TotalSeconds;
        figures["mb_per_s"] = messages * (double)bytes / seconds / 1e6;
        figures["messages_per_s"] = messages / seconds;
        figures["messages"] = messages;
        figures["allocated_per_message"] = (double)allocated / messages;
    }
}
