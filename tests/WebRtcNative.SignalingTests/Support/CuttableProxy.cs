using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace WebRtcNative.SignalingTests.Support;

/// <summary>The way to a server: TCP connections through it can be cut, as a network is cut.</summary>
internal sealed class CuttableProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> _clients = new();
    private readonly int _port;
    private volatile bool _isCut;

    public CuttableProxy(Uri server)
    {
        _port = server.Port;
        _listener.Start();
        Address = new UriBuilder(server) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _ = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Ends all connections, and refuses new ones until <see cref="Restore"/>.</summary>
    public void Cut()
    {
        _isCut = true;
        foreach (var client in _clients.Keys)
            client.Client?.Close(0); // null if it has ended just now
        _clients.Clear();
    }

    public void Restore() => _isCut = false;

    public ValueTask DisposeAsync()
    {
        _listener.Stop();
        Cut();
        return default;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                if (_isCut)
                    client.Client.Close(0);
                else
                    _ = CarryAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient();
        _clients[client] = _clients[server] = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _port);
            await Task.WhenAny(
                client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
        }
        catch (Exception e) when (e is SocketException or IOException or InvalidOperationException)
        {
            // Cut, or the server is gone.
        }
        _clients.TryRemove(client, out _);
        _clients.TryRemove(server, out _);
        client.Dispose();
    }
}
