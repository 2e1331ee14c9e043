using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace WebRtcNative.InteropTests.Turn;

/// <summary>A NAT in front of one server: to the server, each client has another port than it has to itself.</summary>
internal sealed class AddressTranslator : IDisposable
{
    private readonly UdpClient _inside = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly ConcurrentDictionary<IPEndPoint, UdpClient> _outside = new();
    private readonly CancellationTokenSource _end = new();
    private readonly IPEndPoint _server;
    private readonly Task _forwarding;

    public AddressTranslator(IPEndPoint server)
    {
        _server = server;
        _forwarding = ForwardAsync();
    }

    /// <summary>Where clients send to.</summary>
    public IPEndPoint Address => (IPEndPoint)_inside.Client.LocalEndPoint!;

    /// <summary>The ports that the server sees.</summary>
    public IEnumerable<int> OutsidePorts =>
        _outside.Values.Select(socket => ((IPEndPoint)socket.Client.LocalEndPoint!).Port);

    public void Dispose()
    {
        _end.Cancel();
        _forwarding.GetAwaiter().GetResult();
        _inside.Dispose();
        foreach (var socket in _outside.Values)
            socket.Dispose();
        _end.Dispose();
    }

    private async Task ForwardAsync()
    {
        var backward = new List<Task>();
        try
        {
            while (true)
            {
                var packet = await _inside.ReceiveAsync(_end.Token);
                if (!_outside.TryGetValue(packet.RemoteEndPoint, out var socket))
                {
                    socket = _outside[packet.RemoteEndPoint] = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
                    backward.Add(ReturnAsync(socket, packet.RemoteEndPoint));
                }
                await socket.SendAsync(packet.Buffer, _server);
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(backward);
        }
    }

    private async Task ReturnAsync(UdpClient socket, IPEndPoint client)
    {
        try
        {
            while (true)
                await _inside.SendAsync((await socket.ReceiveAsync(_end.Token)).Buffer, client);
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }
}
