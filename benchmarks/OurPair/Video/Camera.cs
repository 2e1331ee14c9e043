using System.Diagnostics;

namespace OurPair;

/// <summary>A thread that makes a step so many times a second.</summary>
internal sealed class Camera : IDisposable
{
    private readonly Thread _thread;
    private volatile bool _stops;

    public Camera(int perSecond, Action step)
    {
        _thread = new Thread(() => Run(perSecond, step));
        _thread.Start();
    }

    public void Dispose()
    {
        _stops = true;
        _thread.Join();
    }

    private void Run(int perSecond, Action step)
    {
        var begin = Stopwatch.GetTimestamp();
        for (var count = 0; !_stops; count++)
        {
            var wait = TimeSpan.FromSeconds((double)count / perSecond) - Stopwatch.GetElapsedTime(begin);
            if (wait > TimeSpan.Zero)
                Thread.Sleep((int)Math.Ceiling(wait.TotalMilliseconds));
            step();
        }
    }
}
