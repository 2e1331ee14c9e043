using System.Diagnostics;

namespace WebRtcNative.InteropTests.Networks.Relay;

/// <summary>A link of limited speed in one direction: packets wait for their turn, and those that would wait too long are lost.</summary>
internal sealed class Bottleneck
{
    private static readonly TimeSpan s_longestQueue = TimeSpan.FromMilliseconds(300);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _free; // when the last packet is through

    public PacketFate Pass(PacketFate fate, int length, int bitsPerSecond)
    {
        if (bitsPerSecond == 0 || fate.IsLost)
            return fate;
        var now = _clock.Elapsed;
        var begin = _free > now ? _free : now;
        if (begin - now > s_longestQueue)
            return fate with { IsLost = true };
        _free = begin + TimeSpan.FromSeconds(length * 8.0 / bitsPerSecond);
        return fate with { Delay = fate.Delay + (_free - now) };
    }
}
