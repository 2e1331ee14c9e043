using System.Diagnostics;

namespace WebRtcNative.InteropTests.Networks.Relay;

/// <summary>Delayed packets: one thread sends each at its time. Packets of equal delay keep their order.</summary>
internal sealed class DelayLine : IDisposable
{
    private const int CommonSize = 2048;

    private readonly object _signal = new();
    private readonly PriorityQueue<Packet, (long Due, long Number)> _waiting = new();
    private readonly Stack<byte[]> _buffers = new();
    private readonly Thread _thread;
    private readonly long[] _underWay = new long[2];
    private readonly long[] _mostUnderWay = new long[2];
    private long _number;
    private bool _isDisposed;

    public DelayLine()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "relay delay" };
        _thread.Start();
    }

    /// <summary>Copies the packet, to be sent in the name of one port to the peer behind another.</summary>
    public void Add(ReadOnlySpan<byte> data, RelayPort source, RelayPort destination, TimeSpan delay)
    {
        var due = Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency);
        lock (_signal)
        {
            if (data.Length > CommonSize || !_buffers.TryPop(out var buffer))
                buffer = new byte[Math.Max(CommonSize, data.Length)];
            data.CopyTo(buffer);
            ref var underWay = ref _underWay[(int)source.Side];
            underWay += data.Length;
            _mostUnderWay[(int)source.Side] = Math.Max(_mostUnderWay[(int)source.Side], underWay);
            var isFirst = !_waiting.TryPeek(out _, out var first) || due < first.Due;
            _waiting.Enqueue(new Packet(buffer, data.Length, source, destination), (due, _number++));
            if (isFirst)
                Monitor.Pulse(_signal);
        }
    }

    /// <summary>Bytes of one side's packets that waited at a time at most.</summary>
    public long MostUnderWay(RelaySide side)
    {
        lock (_signal)
            return _mostUnderWay[(int)side];
    }

    public void Dispose()
    {
        lock (_signal)
        {
            _isDisposed = true;
            Monitor.Pulse(_signal);
        }
        _thread.Join();
    }

    private void Run()
    {
        while (TryTake(out var packet))
        {
            packet.Source.Send(packet.Buffer.AsSpan(0, packet.Length), packet.Destination);
            if (packet.Buffer.Length == CommonSize)
            {
                lock (_signal)
                    _buffers.Push(packet.Buffer);
            }
        }
    }

    /// <summary>Waits for the next packet that is due; false when there will be no more.</summary>
    private bool TryTake(out Packet packet)
    {
        lock (_signal)
        {
            while (!_isDisposed)
            {
                if (!_waiting.TryPeek(out packet, out var priority))
                {
                    Monitor.Wait(_signal);
                    continue;
                }
                var left = (priority.Due - Stopwatch.GetTimestamp()) * 1000.0 / Stopwatch.Frequency;
                if (left <= 0)
                {
                    packet = _waiting.Dequeue();
                    _underWay[(int)packet.Source.Side] -= packet.Length;
                    return true;
                }
                Monitor.Wait(_signal, (int)Math.Ceiling(left));
            }
            packet = default;
            return false;
        }
    }

    private readonly record struct Packet(byte[] Buffer, int Length, RelayPort Source, RelayPort Destination);
}
