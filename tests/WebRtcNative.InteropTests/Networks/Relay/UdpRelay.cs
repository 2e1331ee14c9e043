using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace WebRtcNative.InteropTests.Networks.Relay;

/// <summary>A NAT between two peers of one machine that impairs the packets. Each socket of a peer gets a port of its own, and
/// the other peer sees only that port.</summary>
internal sealed class UdpRelay : IDisposable
{
    private readonly ConcurrentDictionary<SocketAddress, RelayPort> _ports = new();
    private readonly ImpairmentPlan[] _plans;
    private readonly Bottleneck[] _bottlenecks = [new(), new()];
    private readonly DelayLine _delayLine = new();
    private readonly Lock _adding = new();
    private long _lost;
    private long _forwarded;
    private long _forwardedBytes;
    private bool _isDisposed;

    public UdpRelay(Impairment impairment, int seed)
    {
        // A plan for each direction: how the packets of both interleave is nothing that a seed could repeat.
        _plans = [new ImpairmentPlan(impairment, seed), new ImpairmentPlan(impairment, ~seed)];
    }

    /// <summary>Packets that the plan has lost.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Packets that went through, duplicates counted once.</summary>
    public long Forwarded => Interlocked.Read(ref _forwarded);

    public long ForwardedBytes => Interlocked.Read(ref _forwardedBytes);

    /// <summary>The largest number of bytes of this side's delayed packets that were in flight at one time.</summary>
    public long MostUnderWay(RelaySide side) => _delayLine.MostUnderWay(side);

    /// <summary>What becomes of packets from now on.</summary>
    public void Change(Impairment impairment)
    {
        foreach (var plan in _plans)
        {
            lock (plan)
                plan.Impairment = impairment;
        }
    }

    /// <summary>The address under which the other peer reaches a socket of this one.</summary>
    public IPEndPoint Map(RelaySide side, IPEndPoint socket) => Map(side, socket.Serialize())!.Address;

    public void Dispose()
    {
        lock (_adding)
            _isDisposed = true;
        foreach (var port in _ports.Values)
            port.Dispose();
        _delayLine.Dispose();
    }

    private RelayPort? Map(RelaySide side, SocketAddress socket)
    {
        lock (_adding)
        {
            if (_isDisposed)
                return null;
            if (!_ports.TryGetValue(socket, out var port))
                _ports[socket] = port = new RelayPort(side, socket, Forward);
            return port;
        }
    }

    private void Forward(RelayPort destination, SocketAddress sender, ReadOnlySpan<byte> data)
    {
        if (!_ports.TryGetValue(sender, out var source))
            source = Map(destination.Side == RelaySide.A ? RelaySide.B : RelaySide.A, Copy(sender));
        if (source is null || source.Side == destination.Side)
            return;
        var fate = Decide(source.Side, data.Length);
        if (fate.IsLost)
        {
            Interlocked.Increment(ref _lost);
            return;
        }
        Interlocked.Increment(ref _forwarded);
        Interlocked.Add(ref _forwardedBytes, data.Length);
        for (var i = fate.IsDuplicated ? 2 : 1; i > 0; i--)
        {
            if (fate.Delay > TimeSpan.Zero)
                _delayLine.Add(data, source, destination, fate.Delay);
            else
                source.Send(data, destination);
        }
    }

    private PacketFate Decide(RelaySide sender, int length)
    {
        var plan = _plans[(int)sender];
        lock (plan)
            return _bottlenecks[(int)sender].Pass(plan.Next(), length, plan.Impairment.BitsPerSecond);
    }

    // The receiving thread writes the next one into the same object.
    private static SocketAddress Copy(SocketAddress address)
    {
        var copy = new SocketAddress(address.Family, address.Size);
        address.Buffer.Span[..address.Size].CopyTo(copy.Buffer.Span);
        return copy;
    }
}
