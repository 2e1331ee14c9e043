using System.Diagnostics;
using WebRtcNative.TestPeer;

namespace OurPair;

/// <summary>A thread that allocates 1 GB/s and forces a blocking collection of a heap that takes long five times a
/// second.</summary>
internal sealed class Garbage
{
    private const int ObjectSize = 1024;
    private const int BytesPerMillisecond = 1_000_000;
    private const int Survivors = 10_000;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    private readonly Ballast _ballast = new(s_pause);
    private readonly byte[]?[] _survivors = new byte[]?[Survivors];

    public void Start() => new Thread(Run) { IsBackground = true, Name = "garbage" }.Start();

    private void Run()
    {
        var begin = Stopwatch.GetTimestamp();
        var collected = TimeSpan.Zero;
        for (var made = 0L; ;)
        {
            var now = Stopwatch.GetElapsedTime(begin);
            for (; made * ObjectSize < now.TotalMilliseconds * BytesPerMillisecond; made++)
                _survivors[made % Survivors] = new byte[ObjectSize];
            if (now - collected >= s_interval)
            {
                _ballast.Collect();
                collected = now;
            }
            Thread.Sleep(1);
        }
    }
}
