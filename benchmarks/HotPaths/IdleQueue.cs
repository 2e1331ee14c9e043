using BenchmarkDotNet.Attributes;
using WebRtcNative;

namespace HotPaths;

/// <summary>A game's cost of a frame without events.</summary>
public class IdleQueue
{
    private EventQueue _queue = null!;
    private PeerConnection _connection = null!;

    [GlobalSetup]
    public void Open()
    {
        _queue = new EventQueue();
        _connection = new PeerConnection(queue: _queue);
    }

    [GlobalCleanup]
    public void Close()
    {
        _connection.Dispose();
        _queue.Dispose();
    }

    [Benchmark]
    public int Poll() => _queue.Poll();
}
