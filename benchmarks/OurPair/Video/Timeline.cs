using System.Diagnostics;

namespace OurPair;

/// <summary>When numbered frames of one source were sent, and how long they took to one reader. Numbers are told apart within 256
/// frames.</summary>
internal sealed class Timeline
{
    private readonly long[] _sent = new long[256];
    private readonly List<long> _delays = new(100_000); // does not grow while it is measured
    private readonly Lock _lock = new();
    private uint _next;

    public uint Send()
    {
        Volatile.Write(ref _sent[_next % _sent.Length], Stopwatch.GetTimestamp());
        return _next++;
    }

    public void Seen(byte number) => SeenSince(Volatile.Read(ref _sent[number]));

    public void SeenSince(long sent)
    {
        lock (_lock)
            _delays.Add(Stopwatch.GetTimestamp() - sent);
    }

    /// <summary>Nanoseconds, of the frames seen since the last call.</summary>
    public List<long> TakeDelays()
    {
        lock (_lock)
        {
            List<long> taken = [.. _delays.Select(delay => delay * 1_000_000_000 / Stopwatch.Frequency)];
            _delays.Clear();
            return taken;
        }
    }
}
