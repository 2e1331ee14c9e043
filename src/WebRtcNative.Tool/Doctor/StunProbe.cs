using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace WebRtcNative.Tool.Doctor;

/// <summary>The answer of one STUN server.</summary>
/// <param name="Url">The server.</param>
/// <param name="Server">Its address; null if its name is unknown.</param>
/// <param name="Mapped">This machine's address as the server sees it; null without an answer.</param>
/// <param name="Time">From the first request.</param>
/// <param name="Error">Why there is no answer.</param>
internal sealed record StunAnswer(string Url, IPEndPoint? Server, IPEndPoint? Mapped, TimeSpan Time, string? Error)
{
    /// <summary>The server's other address; null if it has none, as most.</summary>
    public IPEndPoint? Other { get; init; }
}

/// <summary>Asks several STUN servers (RFC 8489) from one UDP socket. A NAT that keeps the socket's port for all of them is the kind that
/// peers can cross (RFC 4787, section 4.1).</summary>
internal sealed class StunProbe : IDisposable
{
    private const int DefaultPort = 3478;

    private static readonly TimeSpan s_retransmission = TimeSpan.FromMilliseconds(500); // RFC 8489, section 6.2.1

    private readonly TimeSpan _timeout;
    private readonly IPEndPoint _any;
    private readonly Socket _socket;

    public StunProbe(TimeSpan timeout, AddressFamily family)
    {
        _timeout = timeout;
        _any = new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        _socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(_any);
    }

    /// <summary>TURN servers answer STUN's requests too, by UDP.</summary>
    public static bool CanAsk(string url) =>
        (url.StartsWith("stun:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("turn:", StringComparison.OrdinalIgnoreCase))
        && !url.Contains("transport=tcp", StringComparison.OrdinalIgnoreCase);

    public async Task<StunAnswer> AskAsync(string url, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        IPEndPoint? server = null;
        try
        {
            using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            late.CancelAfter(_timeout);
            server = await ResolveAsync(url, late.Token);
            var reply = await AskAsync(server, StunChange.None, late.Token);
            return new StunAnswer(url, server, reply.Mapped, Stopwatch.GetElapsedTime(start), null) { Other = reply.Other };
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            var error = e is SocketException ? e.Message : $"no answer within {_timeout.TotalSeconds} s";
            return new StunAnswer(url, server, null, Stopwatch.GetElapsedTime(start), error);
        }
    }

    /// <summary>Whether an answer from another address or port of the server arrives, which the NAT may keep out (RFC 5780,
    /// section 4.4).</summary>
    public async Task<bool> AdmitsAsync(IPEndPoint server, StunChange change, CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(_timeout);
        try
        {
            await AskAsync(server, change, late.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>Whether an address that a server has seen is one of this machine, with the socket's port.</summary>
    public bool IsOwn(IPEndPoint mapped) =>
        mapped.Port == ((IPEndPoint)_socket.LocalEndPoint!).Port && NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(one => one.GetIPProperties().UnicastAddresses).Any(address => address.Address.Equals(mapped.Address));

    public void Dispose() => _socket.Dispose();

    private async Task<IPEndPoint> ResolveAsync(string url, CancellationToken cancellation)
    {
        var host = url[(url.IndexOf(':') + 1)..].Split('?')[0];
        if (IPEndPoint.TryParse(host, out var literal) && literal.AddressFamily != _any.AddressFamily)
            throw new SocketException((int)SocketError.HostNotFound);
        if (literal != null)
            return new IPEndPoint(literal.Address, literal.Port == 0 ? DefaultPort : literal.Port);
        var (name, port) = host.Split(':') is [var before, var after] && ushort.TryParse(after, out var number) ? (before, number) : (host, DefaultPort);
        var addresses = await Dns.GetHostAddressesAsync(name, _any.AddressFamily, cancellation);
        return addresses.Length > 0 ? new IPEndPoint(addresses[0], port) : throw new SocketException((int)SocketError.HostNotFound);
    }

    private async Task<StunReply> AskAsync(IPEndPoint server, StunChange change, CancellationToken cancellation)
    {
        var request = StunMessage.Request(change);
        var buffer = new byte[1500];
        while (true)
        {
            await _socket.SendToAsync(request, server, cancellation);
            using var again = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            again.CancelAfter(s_retransmission);
            try
            {
                while (true)
                {
                    var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, _any, again.Token);
                    // A server that does not know the change answers from the same address.
                    if (StunMessage.Read(buffer.AsSpan(0, received.ReceivedBytes), request) is { } reply
                        && (change == StunChange.None || !received.RemoteEndPoint.Equals(server)))
                        return reply;
                }
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // Lost, or late: asked again.
            }
        }
    }
}
