using BenchmarkDotNet.Attributes;
using WebRtcNative;

namespace HotPaths;

/// <summary>What a game pays in each frame in which nothing has come.</summary>
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
