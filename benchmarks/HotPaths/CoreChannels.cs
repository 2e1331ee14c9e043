using BenchmarkDotNet.Attributes;
using OurPair;
using WebRtcNative;

namespace HotPaths;

/// <summary>DataChannel.</summary>
public class CoreChannels
{
    private AwaitedPair _pair = null!;
    private byte[] _message = null!;
    private byte[] _buffer = null!;
    private int _sent; // and not taken out yet: not all iterations are whole batches

    [Params(64, 16384)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Open()
    {
        _pair = AwaitedPair.OpenAsync().GetAwaiter().GetResult();
        _message = new byte[Bytes];
        _buffer = new byte[Bytes];
    }

    [GlobalCleanup]
    public void Close() => _pair.Dispose();

    [Benchmark]
    public SendResult TrySend()
    {
        _sent++;
        return _pair.A.TrySend(_message);
    }

    [IterationCleanup(Target = nameof(TrySend))]
    public void TakeOut()
    {
        Batch.WaitUntil(() =>
        {
            while (_pair.B.TryReceive(_buffer, out _))
                _sent--;
            return _sent == 0;
        });
    }

    [IterationSetup(Target = nameof(TryReceive))]
    public void Fill()
    {
        for (var i = _pair.B.AvailableMessageCount; i < Batch.Size; i++)
            _pair.A.Send(_message);
        Batch.WaitUntil(() => _pair.B.AvailableMessageCount == Batch.Size);
    }

    [Benchmark]
    public bool TryReceive() => _pair.B.TryReceive(_buffer, out _);
}
