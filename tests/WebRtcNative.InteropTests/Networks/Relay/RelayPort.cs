using System.Net;
using System.Net.Sockets;

namespace WebRtcNative.InteropTests.Networks.Relay;

/// <summary>One mapping of the NAT: the port under which a socket of one peer is known to the other.</summary>
internal sealed class RelayPort : IDisposable
{
    // SO_RCVBUFFORCE: beyond net.core.rmem_max.
    private const int SolSocket = 1;
    private const int ReceiveBufferForce = 33;
    private const int BufferSize = 16 << 20;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly SocketAddress _peer;
    private readonly Thread _thread;

    /// <param name="side">The peer.</param>
    /// <param name="peer">Its socket.</param>
    /// <param name="onPacket">Gets a packet that the other peer sends to this port, and its source; on a thread of the
    /// port.</param>
    public RelayPort(RelaySide side, SocketAddress peer, PacketHandler onPacket)
    {
        Side = side;
        _peer = peer;
        GrowBuffers();
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Address = (IPEndPoint)_socket.LocalEndPoint!;
        _thread = new Thread(() => Receive(onPacket)) { IsBackground = true, Name = "relay port" };
        _thread.Start();
    }

    public delegate void PacketHandler(RelayPort destination, SocketAddress source, ReadOnlySpan<byte> data);

    public RelaySide Side { get; }

    /// <summary>The address that the other peer sees.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Sends a packet of this port's peer to that of another. What cannot be sent is lost, as on any network.</summary>
    public void Send(ReadOnlySpan<byte> data, RelayPort destination)
    {
        try
        {
            _socket.SendTo(data, SocketFlags.None, destination._peer);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _thread.Join();
    }

    private void Receive(PacketHandler onPacket)
    {
        var buffer = new byte[ushort.MaxValue];
        var source = new SocketAddress(AddressFamily.InterNetwork);
        try
        {
            while (true)
            {
                var length = _socket.ReceiveFrom(buffer, SocketFlags.None, source);
                onPacket(this, source, buffer.AsSpan(0, length));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was disposed.
        }
    }

    // Packets that do not fit while the thread waits for a core would be lost in addition to the plan.
    private void GrowBuffers()
    {
        _socket.ReceiveBufferSize = BufferSize;
        _socket.SendBufferSize = BufferSize;
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _socket.SetRawSocketOption(SolSocket, ReceiveBufferForce, BitConverter.GetBytes(BufferSize));
        }
        catch (SocketException)
        {
            // Without the right to it net.core.rmem_max is the limit.
        }
    }
}
