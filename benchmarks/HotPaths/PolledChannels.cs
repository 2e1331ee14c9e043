using BenchmarkDotNet.Attributes;
using OurPair;
using WebRtcNative;
using WebRtcNative.Godot;

namespace HotPaths;

/// <summary>WebRtcDataChannel, Godot's contract.</summary>
public class PolledChannels
{
    private PolledPair _pair = null!;
    private byte[] _message = null!;
    private byte[] _buffer = null!;
    private int _sent; // and not taken out yet: not all iterations are whole batches

    [Params(64, 16384)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Open()
    {
        _pair = new PolledPair();
        _message = new byte[Bytes];
        _buffer = new byte[Bytes];
    }

    [GlobalCleanup]
    public void Close() => _pair.Dispose();

    [Benchmark]
    public WebRtcError PutPacket()
    {
        _sent++;
        return _pair.A.PutPacket(_message);
    }

    [IterationCleanup(Target = nameof(PutPacket))]
    public void TakeOut()
    {
        Batch.WaitUntil(() =>
        {
            _pair.Poll();
            while (_pair.B.TryGetPacket(_buffer, out _))
                _sent--;
            return _sent == 0;
        });
    }

    [IterationSetup(Target = nameof(TryGetPacket))]
    public void Fill()
    {
        for (var i = _pair.B.GetAvailablePacketCount(); i < Batch.Size; i++)
            _pair.A.PutPacket(_message);
        Batch.WaitUntil(() =>
        {
            _pair.Poll();
            return _pair.B.GetAvailablePacketCount() == Batch.Size;
        });
    }

    [Benchmark]
    public bool TryGetPacket() => _pair.B.TryGetPacket(_buffer, out _);
}
